import type { TableEncoding } from "@kaviar/tabular";
import type { ColumnRows } from "../contract/columns.ts";
import { columnEncoderFrom } from "./column-encoding.ts";

/** Terms by number, and how much each counts: what a bag of terms is. */
interface Terms {
  readonly terms: { readonly data: Int32Array; readonly shape: readonly number[] };
  readonly weights: { readonly data: Float32Array; readonly shape: readonly number[] };
}

/**
 * Columns as terms of a bag, behind those that it has: one for each level, and one for each interval of a number. All columns
 * together count as much as a text does, whose terms have a length of 1.
 */
export const columnTokens = (encoding: TableEncoding, vocabulary: number) => {
  const { encode, prepared } = columnEncoderFrom(encoding);
  const { edges, levels } = prepared;
  const starts: number[] = [];
  let next = vocabulary + levels;
  for (const own of edges) {
    starts.push(next);
    next += bins(own);
  }
  return {
    vocabulary: next,
    join: ({ terms, weights }: Terms, rows: ColumnRows): Terms => {
      const columns = encode(rows);
      const count = rows.rows;
      const numbers = columns.numbers?.data ?? new Float32Array(0);
      const texts = columns.levels?.data ?? new Int32Array(0);
      const [own, plain, named] = [terms.shape[1]!, edges.length, prepared.texts];
      const width = own + plain + named;
      const weight = 1 / Math.sqrt(plain + named);
      const all = new Int32Array(count * width);
      const counts = new Float32Array(count * width).fill(weight);
      for (let row = 0; row < count; row++) {
        const at = row * width;
        all.set(terms.data.subarray(row * own, (row + 1) * own), at);
        counts.set(weights.data.subarray(row * own, (row + 1) * own), at);
        for (let i = 0; i < named; i++) all[at + own + i] = vocabulary + texts[row * named + i]!;
        for (let i = 0; i < plain; i++)
          all[at + own + named + i] = starts[i]! + binOf(numbers[row * plain + i]!, edges[i]!);
      }
      return { terms: { data: all, shape: [count, width] }, weights: { data: counts, shape: [count, width] } };
    },
  };
};

/** Without borders a number is one of two. */
const bins = (edges: readonly number[]): number => Math.max(2, edges.length - 1);

const binOf = (value: number, edges: readonly number[]): number =>
  edges.length === 0 ? (value > 0 ? 1 : 0) : edges.slice(1, -1).filter((edge) => value >= edge).length;
