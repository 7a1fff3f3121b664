import { type History, type Importance, importanceOf, type TrialRecord } from "@kaviar/tune";
import { computedOnce } from "./computed-once.ts";
import type { Mirror } from "./mirror.ts";

/** Which parameters mattered for one objective, by two methods. */
export interface ImportanceFacts {
  /** How many complete trials there are, and how many of them it was computed from. */
  readonly complete: number;
  readonly used: number;
  readonly fanova: readonly Pick<Importance, "name" | "importance" | "method">[];
  readonly pedAnova: ImportanceFacts["fanova"];
}

/** More take longer and say the same: half a second for so many. */
const most = 2_000;

/** Undefined where there is no such objective. */
export const importanceIn = (mirror: Mirror, objective: number): ImportanceFacts | undefined =>
  objective < mirror.record.directions.length ? importance(mirror, objective) : undefined;

const importance = computedOnce((mirror: Mirror, objective: number): ImportanceFacts => {
  const complete = mirror.trials.filter((trial) => trial?.state === "complete") as readonly TrialRecord[];
  const every = Math.max(complete.length / most, 1);
  const used = Array.from({ length: Math.min(complete.length, most) }, (_, at) => complete[Math.floor(at * every)]!);
  const history = historyOf(mirror, used);
  const by = (method: "fanova" | "pedAnova") =>
    importanceOf(history, [], { objective, method }).map(({ name, importance, method }) => ({
      name,
      importance,
      method,
    }));
  return { complete: complete.length, used: used.length, fanova: by("fanova"), pedAnova: by("pedAnova") };
});

/** A study that has only these trials. */
const historyOf = ({ record, revision, reports }: Mirror, trials: readonly TrialRecord[]): History => ({
  directions: record.directions,
  trials,
  finished: trials,
  running: new Map(),
  reports: (number) => new Map(reports(number).map(({ step, values }) => [step, values])),
  rewrites: 0,
  revision,
});
