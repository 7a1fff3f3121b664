import type { ConfusedPair, Confusion } from "./network-report.ts";

/** Of more classes a table is not read: the pairs that are mistaken most often are told. */
const most = { classes: 20, pairs: 20 } as const;

/** Which classes are taken for which, by what is most probable. Of ten thousand classes no table is made. */
export const confusionOf = (said: Float32Array, codes: Int32Array, classes: readonly string[]): Confusion => {
  const width = classes.length;
  const chosen = Int32Array.from(codes, (_, row) => {
    const own = said.subarray(row * width, (row + 1) * width);
    return own.reduce((best, value, code) => (value > own[best]! ? code : best), 0);
  });
  if (width <= most.classes) {
    const counts = classes.map(() => classes.map(() => 0));
    chosen.forEach((code, row) => counts[codes[row]!]![code]!++);
    return { labels: classes, counts };
  }
  const of = new Int32Array(width);
  const pairs = new Map<number, number>();
  chosen.forEach((code, row) => {
    const actual = codes[row]!;
    of[actual]!++;
    const pair = actual * width + code;
    if (code !== actual) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  });
  const sorted = [...pairs].sort(([a, m], [b, n]) => n - m || a - b);
  const told = ([pair, rows]: readonly [number, number]): ConfusedPair => {
    const actual = Math.floor(pair / width);
    return { actual: classes[actual]!, said: classes[pair % width]!, rows, of: of[actual]! };
  };
  return { mistakes: sorted.reduce((sum, [, rows]) => sum + rows, 0), pairs: sorted.slice(0, most.pairs).map(told) };
};
