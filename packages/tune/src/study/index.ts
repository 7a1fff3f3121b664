export type { AddOptions } from "./add-trial.ts";
export { commonClock, resetClock } from "./common-clock.ts";
export { createStudy } from "./create-study.ts";
export { declaredSpace } from "./declared-space.ts";
export type { Directions } from "./directions.ts";
export type { StudyEvent } from "./events.ts";
export { namedParams } from "./named-params.ts";
export { openStudy } from "./open-study.ts";
export { living } from "./owner.ts";
export { ownerNamed } from "./owner-id.ts";
export type { Logged, Progress, StudyLog } from "./progress.ts";
export type { Replay } from "./replay.ts";
export type { Trial } from "./snapshot.ts";
export { hearsFromNow } from "./stop-requests.ts";
export type {
  AskedTrial,
  AskOptions,
  EnqueueOptions,
  Objective,
  OptimizeOptions,
  ParamsOf,
  Remote,
  ReplayOptions,
  Result,
  ReturnedFor,
  Study,
  StudyOptions,
  StudyView,
} from "./study.ts";
export type { Told } from "./told.ts";
export { untilAllEnded } from "./until-all-ended.ts";
