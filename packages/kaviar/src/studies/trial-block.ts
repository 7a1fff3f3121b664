import { cellsOf, formatNumber, oneLine, padEnd, type Style } from "@kaviar/base/text";
import type { Trial } from "@kaviar/tune";
import { paramPairs } from "./params.ts";

/** Pairs of a name and a text, a line each, the texts below each other. */
export const pairsTable = (pairs: readonly (readonly [string, string])[], { dim }: Style): string[] => {
  const width = Math.max(0, ...pairs.map(([name]) => cellsOf(name)));
  return pairs.map(([name, text]) => `${dim(padEnd(name, width))}  ${text}`);
};

export const valuesText = (values: readonly number[] | undefined): string =>
  values?.map(formatNumber).join(", ") ?? "–";

/** A trial with its params under each other, then its constraints. */
export const trialBlock = (title: string, { number, values, params, constraints }: Trial, style: Style): string[] => [
  `${title}  ${style.green(style.bold(valuesText(values)))}  ${style.dim(`trial ${number}`)}`,
  ...pairsTable([...paramPairs(params), ...constraintPairs(constraints)], style).map((line) => `  ${line}`),
];

const constraintPairs = (constraints: Trial["constraints"]): readonly (readonly [string, string])[] =>
  Object.entries(constraints).map(([name, value]) => [`${oneLine(name)} ≤ 0`, formatNumber(value)]);
