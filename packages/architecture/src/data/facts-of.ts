import type { ColumnRows } from "../contract/columns.ts";
import type { ColumnCounts, FactsOf, Kind } from "../contract/facts.ts";
import { mainOf } from "./parted-rows.ts";
import { isColumns, isFiled, isParted, isTexts, type MainRows, type Rows } from "./rows.ts";
import { outputsOf, type Targets } from "./targets.ts";

/** What rows of a kind are like. */
export const factsOf = <K extends Kind>(kind: K, rows: Rows, targets: Targets, count: number): FactsOf[K] => {
  const task = {
    ...{ rows: count, outputs: outputsOf(targets), target: targets.kind },
    ...(targets.kind === "numbers" && { unit: unitOf(targets.values) }),
  };
  const beside = isParted(rows) ? { columns: countsOf(rows.columns) } : {};
  return { ...task, ...about[kind](isParted(rows) ? mainOf(rows)[1] : rows), ...beside } as unknown as FactsOf[K];
};

const shapeOf = (rows: MainRows): readonly number[] => ("shape" in rows ? rows.shape.slice(1) : []);

const about: { readonly [K in Kind]: (rows: MainRows) => object } = {
  image: (rows) => ({ shape: shapeOf(rows) }),
  sequence: (rows) => ({
    shape: shapeOf(rows),
    unequal: "shape" in rows && !isFiled(rows) && rows.data.some(Number.isNaN),
  }),
  table: (rows) => ({ columns: isColumns(rows) ? countsOf(rows) : undefined }),
  text: (rows) => wordsOf(isTexts(rows) ? rows : []),
};

const countsOf = ({ data }: ColumnRows): ColumnCounts => {
  const told = data.filter(({ type }) => type !== "id");
  const texts = told.filter(({ kind }) => kind === "texts").length;
  return { numbers: told.length - texts, texts };
};

const words = /[\p{L}\p{N}_]+/gu;

const wordsOf = (texts: readonly string[]) => {
  const seen = new Set<string>();
  const counts = texts.map((text) => {
    const found = text.toLowerCase().match(words) ?? [];
    for (const word of found) seen.add(word);
    return found.length;
  });
  counts.sort((a, b) => a - b);
  return { words: { median: counts[counts.length >> 1] ?? 0, most: counts.at(-1) ?? 0 }, vocabulary: seen.size };
};

const unitOf = (values: Float32Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
};
