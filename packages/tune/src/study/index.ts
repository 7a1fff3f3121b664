export { createStudy } from "./create-study.ts";
export { declaredSpace } from "./declared-space.ts";
export type { StudyEvent } from "./events.ts";
export type { Replay } from "./replay.ts";
export type { Trial } from "./snapshot.ts";
export type {
  AskedTrial,
  AskOptions,
  Objective,
  OptimizeOptions,
  Remote,
  ReplayOptions,
  Result,
  Returned,
  ReturnedFor,
  Study,
  StudyOptions,
} from "./study.ts";
export type { Told } from "./told.ts";
