export { createStudy } from "./create-study.ts";
export type { Duration, Size } from "./duration.ts";
export type { StudyEvent } from "./events.ts";
export { type History, losses, lossOf, violation } from "./history.ts";
export type { HypergradientCallback } from "./hypergradient.ts";
export type { LiveTrial } from "./live-trial.ts";
export type { Replay } from "./replay.ts";
export type { Trial } from "./snapshot.ts";
export type {
  AskedTrial,
  AskOptions,
  Objective,
  OptimizeOptions,
  Remote,
  Result,
  Study,
  StudyOptions,
} from "./study.ts";
export type { Told } from "./told.ts";
export {
  type Direction,
  isFinished,
  type Json,
  type Report,
  type TrialRecord,
  type TrialState,
} from "./trial-record.ts";
