export { isBetter, isFeasible } from "./best.ts";
export type { Changes } from "./changes.ts";
export type { Curve } from "./curve.ts";
export type { History } from "./history.ts";
export { losses, lossOf, violation } from "./loss.ts";
export { compareMerit, type Merit } from "./merit.ts";
export { type Returned, wordsForAims } from "./objectives.ts";
export { isGiven, type TrialOrigin } from "./origin.ts";
export { type Direction, isFinished, type Json, type Report, type TrialRecord, type TrialState } from "./record.ts";
