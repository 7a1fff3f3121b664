import { type Direction, type History, type Importance, importanceOf, type TrialRecord } from "@kaviar/tune";

/** Complete trials, of which it is asked which parameters mattered for one objective. */
export interface ImportanceQuestion {
  readonly directions: readonly Direction[];
  readonly trials: readonly TrialRecord[];
  readonly objective: number;
}

type Shares = readonly Pick<Importance, "name" | "importance" | "method">[];

/** By two methods: over the whole space, and among the best. */
export const importancesOf = ({ directions, trials, objective }: ImportanceQuestion) => {
  const history = historyOf(directions, trials);
  const by = (method: "fanova" | "pedAnova"): Shares =>
    importanceOf(history, [], { objective, method }).map(({ name, importance, method }) => ({
      name,
      importance,
      method,
    }));
  return { fanova: by("fanova"), pedAnova: by("pedAnova") };
};

/** A study that has only these trials. */
const historyOf = (directions: readonly Direction[], trials: readonly TrialRecord[]): History => ({
  directions,
  trials,
  finished: trials,
  running: new Map(),
  reports: () => new Map(),
  rewrites: 0,
  revision: 1,
  version: 1,
});
