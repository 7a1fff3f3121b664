import type { Metric, Split } from "@kaviar/nn";
import { type Target, takeTarget } from "../../contract/target.ts";
import type { Training } from "../../contract/training.ts";
import { TableError } from "../../error.ts";
import { dealTable } from "../../evaluation/deal-table.ts";
import { scoreAll } from "../../pipeline/score.ts";
import type { Table } from "../../table/table.ts";

type Dealing = Parameters<typeof dealTable>[2] & { readonly folds: number; readonly target: string };

interface Dealt {
  readonly training: Training;
  readonly splits: readonly Split[];
  readonly metric: Metric;
  readonly notes: readonly string[];
}

/** Folds in each of which the metric says something: fewer than asked for where there are too few rows of a class. */
export const dealScorable = (table: Table, options: Dealing, metricOf: (training: Training) => Metric): Dealt => {
  const { folds } = options;
  const first = dealTable("autofit", table, options);
  const metric = metricOf(first.training);
  const lacks = ({ splits, training }: ReturnType<typeof dealTable>) =>
    splits.find(({ validation }) => !saysSomething(metric, takeTarget(training.target, validation)));
  if (!lacks(first)) return { ...first, metric };
  for (const fewer of fewerThan(Math.min(folds, first.splits.length), first.training.target)) {
    const dealt = dealTable("autofit", table, { ...options, folds: fewer });
    if (lacks(dealt)) continue;
    const note = `${fewer} folds in the place of ${folds}: ${metric.name} says nothing of rows that are all alike.`;
    return { ...dealt, metric, notes: [...dealt.notes, note] };
  }
  const { validation } = lacks(first)!;
  throw new TableError(
    "data",
    `A pipeline is scored on rows held out in turn: ${metric.name} says nothing of ${validation.length} of ${first.training.table.rows} where ${alike(takeTarget(first.training.target, validation), options.target)}.`,
    {
      remedy: `Give more rows${first.training.target.task === "classes" ? ", of the rare class above all, or the metric logLoss" : ", or the metric rmse"}.`,
    },
  );
};

/** Numbers of folds that are worth a try. */
const fewerThan = (folds: number, target: Target): readonly number[] => {
  const sizes = new Map<number, number>();
  if (target.task === "classes") for (const code of target.codes) sizes.set(code, (sizes.get(code) ?? 0) + 1);
  const tries = [...sizes.values(), Math.ceil(folds / 2), 5, 3, 2];
  return [...new Set(tries)].filter((count) => count >= 2 && count < folds).sort((a, b) => b - a);
};

/** Whether a metric has a value for predictions that are right: of one class alone, say, an AUC has none. */
export const saysSomething = (metric: Metric, target: Target): boolean => {
  const right =
    target.task === "classes"
      ? Float64Array.from({ length: target.codes.length * target.classes.length }, (_, i) =>
          i % target.classes.length === target.codes[Math.floor(i / target.classes.length)]! ? 1 : 0,
        )
      : target.task === "numbers"
        ? target.values
        : new Float64Array(0);
  return !Number.isNaN(scoreAll([metric], target, right)[metric.name]!);
};

const alike = (target: Target, name: string): string => {
  if (target.task === "classes" && target.codes.every((code) => code === target.codes[0]))
    return `\`${name}\` is ${JSON.stringify(target.classes[target.codes[0]!])} throughout`;
  return target.task === "classes" ? `classes of \`${name}\` are not there` : `\`${name}\` is the same throughout`;
};
