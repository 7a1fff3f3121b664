import type { Pipeline } from "./pipeline.ts";

/** What the leaderboard can be sorted by, as the address names it; what has no number is sorted by its words. */
const keys: Readonly<Record<string, (pipeline: Pipeline) => number | string | undefined>> = {
  score: ({ score }) => score,
  std: ({ std }) => std,
  words: ({ words }) => words,
  parts: ({ parts }) => parts,
  work: ({ work }) => work,
  family: ({ family }) => family,
  fit: ({ fitSeconds }) => fitSeconds,
  predict: ({ thousandRowsSeconds }) => thousandRowsSeconds,
  origin: ({ operator }) => operator,
  trial: ({ number }) => number,
};

/** The leaderboard in another order: pipelines come the best first, and equal ones stay so. */
export const boardOrder = (ranked: readonly Pipeline[], sort: string, up: boolean): readonly Pipeline[] => {
  const keyOf = Object.hasOwn(keys, sort) ? keys[sort] : undefined;
  if (keyOf === undefined) return sort === "rank" && !up ? ranked.toReversed() : ranked;
  const sign = up ? 1 : -1;
  return ranked.toSorted((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    // What a pipeline has not comes last either way.
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return sign * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y)));
  });
};
