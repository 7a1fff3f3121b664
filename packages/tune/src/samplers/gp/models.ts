import type { Random } from "@kaviar/base/random";
import type { History } from "../../trial/history.ts";
import type { Json } from "../../trial/record.ts";
import { type Acquisition, logFeasibility } from "./acquisition.ts";
import type { Earlier } from "./earlier.ts";
import type { Encoding } from "./encode.ts";
import type { Observation, Observations } from "./observe.ts";
import { type Belief, posterior } from "./posterior.ts";
import { type Kept, type Surrogate, surrogate, type Task } from "./surrogate.ts";

/** What the notes of a trial keep: a model for each objective, one for constraints, one for failures. */
export type Notes = Readonly<{ axes: string; models: Readonly<Record<string, Kept>> }>;

/** The notes of the latest trial before this one that has some for the same axes. */
export const latestNotes = (history: History, number: number, axes: string): Notes | undefined => {
  for (let i = number - 1; i >= 0 && i >= number - 200; i--) {
    const notes = history.trials[i]?.notes;
    if (isNotes(notes) && notes.axes === axes) return notes;
  }
  return undefined;
};

const isNotes = (notes: Json | undefined | Notes): notes is Notes =>
  typeof notes === "object" && notes !== null && "models" in notes && "axes" in notes;

/** Everything a proposal is chosen by. */
export interface Models {
  readonly objectives: readonly Surrogate[];
  readonly feasible: readonly Acquisition[];
  readonly kept: Notes["models"];
}

/** The models of what was seen, with running trials as if they had ended as expected. */
export const modelsOf = (
  encoding: Encoding,
  { seen, running, leftOut }: Observations,
  before: Notes["models"],
  random: Random,
  parabola: boolean,
  earlier: readonly (Earlier | undefined)[] = [],
): Models => {
  const { categorical } = encoding;
  const axes = categorical.length;
  const kept: Record<string, Kept> = {};
  const failures = seen.filter(({ failed }) => failed).map(({ row }) => row);
  const model = (
    name: string,
    part: Omit<Task, "categorical" | "trials" | "parabola" | "noisy">,
    feared: readonly Float64Array[],
  ): Surrogate => {
    const task = { ...part, categorical, parabola, noisy: false, trials: part.rows.length + leftOut };
    const fitted = surrogate(task, before[name]);
    kept[name] = fitted.kept;
    return supposing(task, fitted, running, feared);
  };
  const valued = seen.filter((each): each is Observation & { values: readonly number[] } => each.values !== undefined);
  const rows = valued.map(({ row }) => row);
  const objectives = columns(
    valued.map(({ values }) => values),
    random,
  ).map((values, k) =>
    model(
      `objective ${k}`,
      {
        rows,
        values,
        stretched: valued[0]!.values.length !== 2,
        earlier: earlier[k],
        slopes: valued.map(({ slope }) => slope),
      },
      failures,
    ),
  );
  const feasible: Acquisition[] = [];
  const limited = seen.filter((each): each is Observation & { constraint: number } => each.constraint !== undefined);
  if (limited.some(({ constraint }) => constraint > 0)) {
    const values = bounded(limited.map(({ constraint }) => constraint));
    const fitted = model("constraints", { rows: limited.map(({ row }) => row), values, stretched: false }, []);
    feasible.push(logFeasibility(fitted, fitted.warped.of(0), axes));
  }
  if (failures.length > 0) {
    const values = seen.map(({ failed }) => (failed ? 1 : 0));
    const fitted = model("failures", { rows: seen.map(({ row }) => row), values, stretched: false }, []);
    feasible.push(logFeasibility(fitted, fitted.warped.of(0.5), axes));
  }
  return { objectives, feasible, kept };
};

/**
 * The values to model, one array for each model: one or two objectives as they are; of more, one mixture with weights by
 * chance, max wₖfₖ + 0.05 Σ wₖfₖ over values in [0, 1]. (Knowles 2006, ParEGO)
 */
const columns = (values: readonly (readonly number[])[], random: Random): readonly (readonly number[])[] => {
  const objectives = values[0]?.length ?? 0;
  const all = Array.from({ length: objectives }, (_, k) => values.map((each) => each[k]!));
  if (objectives <= 2) return all;
  const scaled = all.map((column) => {
    const low = column.reduce((a, b) => Math.min(a, b));
    const high = column.reduce((a, b) => Math.max(a, b));
    return column.map((value) => (value - low) / (high - low || 1));
  });
  const raw = all.map(() => -Math.log(1 - random()));
  const total = raw.reduce((a, b) => a + b);
  const parts = (i: number) => scaled.map((column, k) => (raw[k]! / total) * column[i]!);
  return [values.map((_, i) => Math.max(...parts(i)) + 0.05 * parts(i).reduce((a, b) => a + b))];
};

/** Signed roots: near 0, where it matters, a constraint stays as it is; far away it does not drown that. */
const bounded = (values: readonly number[]): number[] => {
  const sizes = values
    .map(Math.abs)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)] || 1;
  return values.map((value) => Math.asinh(Math.min(Math.max(value / middle, -1e6), 1e6)));
};

/**
 * The model, had the running trials given the mean (the kriging believer: Ginsbourger, Le Riche & Carraro 2010), and the
 * failed ones no better than the median: nothing else keeps a promising trend from leading on into where all fails.
 */
const supposing = (
  task: Task,
  fitted: Surrogate,
  running: readonly Float64Array[],
  feared: readonly Float64Array[],
): Surrogate => {
  if (running.length + feared.length === 0) return fitted;
  const belief: Belief = { mean: 0, variance: 0 };
  const { y } = fitted.warped;
  const median = Float64Array.from(y).sort()[Math.floor(y.length / 2)]!;
  const supposed = [...running, ...feared].map((row, i) => {
    fitted.at(row, belief);
    return i < running.length ? belief.mean : Math.max(belief.mean, median);
  });
  const model = posterior(
    [...task.rows, ...running, ...feared],
    task.categorical,
    Float64Array.from([...y, ...supposed]),
    Float64Array.from(fitted.kept.theta),
    task.earlier,
    fitted.slopes,
  );
  return model === undefined ? fitted : { ...fitted, ...model };
};
