import { cellsOf, formatNumber, oneLine, padEnd, type Style } from "@kaviar/base/text";
import type { StudyView, Trial } from "@kaviar/tune";
import { keptLines } from "./kept-files.ts";
import { paramPairs } from "./params.ts";

/** Pairs of a name and a text, a line each, the texts below each other. */
export const pairsTable = (pairs: readonly (readonly [string, string])[], { dim }: Style): string[] => {
  const width = Math.max(0, ...pairs.map(([name]) => cellsOf(name)));
  return pairs.map(([name, text]) => `${dim(padEnd(name, width))}  ${text}`);
};

/** Values in their order, each with the name of its objective where these have names: `loss 0.3, size 12`. */
export const valuesText = (values: readonly number[] | undefined, objectives?: readonly string[]): string =>
  values
    ?.map((value, i) => (objectives === undefined ? formatNumber(value) : `${objectives[i]} ${formatNumber(value)}`))
    .join(", ") ?? "–";

/** What a column of values is called: "value", or by the names of the objectives, "loss, size". */
export const valuesTitle = (objectives: readonly string[] | undefined): string =>
  objectives === undefined ? "value" : oneLine(objectives.join(", "));

/** The names of the objectives that a trial has values of. */
export const namesIn = ({ objectives }: Pick<Trial, "objectives">): readonly string[] | undefined =>
  objectives && Object.keys(objectives);

/** A trial of a study with its params under each other, then its constraints and the files that it has left. */
export const trialBlock = (title: string, study: StudyView, trial: Trial, style: Style): string[] => [
  `${title}  ${style.green(style.bold(valuesText(trial.values, namesIn(trial))))}  ${style.dim(`trial ${trial.number}`)}`,
  ...pairsTable([...paramPairs(study.history.trials[trial.number]!), ...constraintPairs(trial.constraints)], style).map(
    (line) => `  ${line}`,
  ),
  ...keptLines(trial, style),
];

const constraintPairs = (constraints: Trial["constraints"]): readonly (readonly [string, string])[] =>
  Object.entries(constraints).map(([name, value]) => [`${oneLine(name)} ≤ 0`, formatNumber(value)]);
