export { type BabysitOptions, babysit, type Standing, type WatchedRun } from "./babysit.ts";
export { diverging } from "./diverging.ts";
export type { BabysitEvent, Settings } from "./event.ts";
export { plateau } from "./plateau.ts";
