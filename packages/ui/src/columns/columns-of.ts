import { isFeasible, type TrialRecord } from "@kaviar/tune";
import { type Standing, standings } from "./standing.ts";
import type { Choice, ChoiceColumn, ParamColumn, TrialColumns } from "./trial-columns.ts";

/** Trials as columns; how many steps one has reported stands beside it. */
export const columnsOf = (
  trials: readonly TrialRecord[],
  objectives: number,
  revision: number,
  reportsOf: (number: number) => number,
): TrialColumns => ({
  revision,
  number: Float64Array.from(trials, ({ number }) => number),
  standing: Float64Array.from(trials, (trial) => standings.indexOf(standingOf(trial))),
  startedAt: Float64Array.from(trials, ({ startedAt = Number.NaN }) => startedAt),
  finishedAt: Float64Array.from(trials, ({ finishedAt = Number.NaN }) => finishedAt),
  reports: Float64Array.from(trials, ({ number }) => reportsOf(number)),
  values: Array.from({ length: objectives }, (_, objective) =>
    Float64Array.from(trials, ({ values }) => values?.[objective] ?? Number.NaN),
  ),
  ...paramsOf(trials),
  sampler: choicesOf(trials, ({ sampler }) => sampler),
  owner: choicesOf(trials, ({ owner }) => owner),
});

export const standingOf = (trial: TrialRecord): Standing =>
  trial.state === "complete" && !isFeasible(trial) ? "infeasible" : trial.state;

/** In the order in which trials have them. */
const namesOf = (trials: readonly TrialRecord[]): readonly string[] => {
  const names = new Set<string>();
  for (const { params } of trials) for (const name in params) names.add(name);
  return [...names];
};

const paramsOf = (trials: readonly TrialRecord[]): Pick<TrialColumns, "params"> => {
  const logs = onLogScale(trials);
  return {
    params: namesOf(trials).map((name) => {
      const column = paramColumn(name, trials);
      return column.choices === undefined && logs.has(name) ? { ...column, log: true } : column;
    }),
  };
};

/** Trials of one space share its dimensions, which are looked at once. */
const onLogScale = (trials: readonly TrialRecord[]): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const dimensions of new Set(trials.map(({ dimensions }) => dimensions)))
    for (const { name, domain } of dimensions)
      if (domain.kind !== "categorical" && domain.scale === "log") names.add(name);
  return names;
};

const paramColumn = (name: string, trials: readonly TrialRecord[]): ParamColumn => {
  const numbers = new Float64Array(trials.length).fill(Number.NaN);
  for (const [at, { params }] of trials.entries()) {
    const value = own(params, name);
    if (value === undefined) continue;
    if (typeof value !== "number") return choiceColumn(name, trials);
    numbers[at] = value;
  }
  return { name, numbers };
};

const choiceColumn = (name: string, trials: readonly TrialRecord[]): ParamColumn => ({
  name,
  ...choicesOf(trials, ({ params }) => own(params, name)),
});

const choicesOf = (trials: readonly TrialRecord[], of: (trial: TrialRecord) => Choice | undefined): ChoiceColumn => {
  const places = new Map<Choice, number>();
  const numbers = Float64Array.from(trials, (trial) => {
    const value = of(trial);
    if (value === undefined) return Number.NaN;
    if (!places.has(value)) places.set(value, places.size);
    return places.get(value)!;
  });
  return { numbers, choices: [...places.keys()] };
};

/** A parameter may be called as what every object has. */
const own = (params: TrialRecord["params"], name: string): Choice | undefined =>
  Object.hasOwn(params, name) ? params[name] : undefined;
