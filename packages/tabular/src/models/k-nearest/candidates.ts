import { compile, data, type Tensor, tensor } from "@kaviar/tensor";
import type { Matrix } from "../../contract/matrix.ts";

interface Block {
  /** Queries from … to, without the last. */
  readonly from: number;
  readonly to: number;
  /** [to − from, count]: the points that may be nearest, the likeliest first. */
  readonly likely: Int32Array;
  /** Whether all others are farther from the query than `sum`, a sum of squares. */
  areAll(query: number, sum: number): boolean;
}

/** A block that the runtime works on. */
interface Started {
  readonly from: number;
  readonly to: number;
  /** The square of each query's length. */
  readonly lengths: Float64Array;
  /** Bounds in rising order, and whose they are. */
  readonly result: Promise<readonly [Float32Array, Int32Array]>;
}

/** Numbers of a block: 8 MB of float32. */
const blockSize = 2 ** 21;

/** Of float32. */
const rounding = 2 ** -24;

/** Above what products come to that float32 cannot hold. */
const tiniest = 1e-30;

/** Squares from here on are too large for float32. */
const largest = 1e30;

/**
 * The `count` points that may be nearest to each query, by lower bounds of the distances from a product of matrices in
 * float32:
 *
 *   |x − y|² − |x|² = −2 x·y + |y|² ≥ fl(−2 x·y − κ |x| |y| + (1 − κ) |y|²)
 *
 * for points and queries that were moved to the points' mean and scaled into [−1, 1], where κ is what rounding d + 2
 * products and their sum can come to, twice. (Higham 2002, section 3.1)
 */
export async function* candidates(points: Matrix, queries: Matrix, count: number): AsyncGenerator<Block> {
  const d = points.columns;
  const kappa = 4 * (d + 8) * rounding;
  const means = new Float64Array(d);
  for (let i = 0; i < points.values.length; i++) means[i % d]! += points.values[i]! / points.rows;
  let scale = 0;
  for (let i = 0; i < points.values.length; i++) scale = Math.max(scale, Math.abs(points.values[i]! - means[i % d]!));
  scale ||= 1;

  /** A column for each point. */
  const right = new Float32Array((d + 2) * points.rows);
  for (let point = 0; point < points.rows; point++) {
    let square = 0;
    for (let j = 0; j < d; j++) {
      const value = (points.values[point * d + j]! - means[j]!) / scale;
      square += value * value;
      right[j * points.rows + point] = -2 * value;
    }
    right[d * points.rows + point] = -kappa * Math.sqrt(square);
    right[(d + 1) * points.rows + point] = (1 - kappa) * square;
  }
  const least = compile((left: Tensor, right: Tensor) => left.matmul(right).topK(count, 1, { largest: false }));
  const columns = tensor(right, { shape: [d + 2, points.rows] });
  const size = Math.max(1, Math.min(queries.rows, Math.floor(blockSize / points.rows)));

  const start = (from: number): Started => {
    const to = Math.min(from + size, queries.rows);
    const lengths = new Float64Array(size);
    const left = new Float32Array(size * (d + 2));
    for (let query = from, at = 0; query < to; query++, at += d + 2) {
      let square = 0;
      for (let j = 0; j < d; j++) {
        const value = (queries.values[query * d + j]! - means[j]!) / scale;
        square += value * value;
        left[at + j] = value;
      }
      left[at + d] = Math.sqrt(square);
      left[at + d + 1] = 1;
      lengths[query - from] = square;
    }
    const result = data(least(tensor(left, { shape: [size, d + 2] }), columns));
    return { from, to, lengths, result: result as unknown as Started["result"] };
  };

  let next: Started | undefined = start(0);
  while (next) {
    const { from, to, lengths, result }: Started = next;
    const [bounds, likely] = await result;
    // The runtime works on the next block while this one is looked at.
    next = to < queries.rows ? start(to) : undefined;
    const areAll = (query: number, sum: number): boolean => {
      const length = lengths[query - from]!;
      const limit = (sum / scale ** 2) * (1 + 1e-12) - length * (1 - 1e-12) + tiniest;
      return length < largest && bounds[(query - from + 1) * count - 1]! > limit;
    };
    yield { from, to, likely, areAll };
  }
}
