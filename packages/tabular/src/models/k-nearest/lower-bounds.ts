import { compile, type Tensor, tensor } from "@kaviar/tensor";
import type { Matrix } from "../../contract/matrix.ts";

interface Block {
  /** Queries from … to, without the last. */
  readonly from: number;
  readonly to: number;
  /** [to − from, points] */
  readonly bounds: Float32Array;
  /** A point whose bound is above it is farther from the query than `sum`, a sum of squares. */
  limitOf(query: number, sum: number): number;
}

/** Numbers of a block: 16 MB of float32. */
const blockSize = 2 ** 22;

/** Of float32. */
const rounding = 2 ** -24;

/**
 * What each point is at least away from each query, as a product of matrices in float32:
 *
 *   |x − y|² − |x|² = −2 x·y + |y|² ≥ fl(−2 x·y − κ |x| |y| + (1 − κ) |y|²)
 *
 * for points and queries that were moved to the points' mean and scaled into [−1, 1], where κ is what rounding d + 2
 * products and their sum can come to, twice. (Higham 2002, section 3.1)
 */
export async function* lowerBounds(points: Matrix, queries: Matrix): AsyncGenerator<Block> {
  const d = points.columns;
  const kappa = 2 * (d + 8) * rounding;
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
  const product = compile((left: Tensor, right: Tensor) => left.matmul(right));
  const columns = tensor(right, { shape: [d + 2, points.rows] });
  const size = Math.max(1, Math.min(queries.rows, Math.floor(blockSize / points.rows)));
  const lengths = new Float64Array(size);
  for (let from = 0; from < queries.rows; from += size) {
    const to = Math.min(from + size, queries.rows);
    const left = new Float32Array(size * (d + 2));
    for (let query = from; query < to; query++) {
      const at = (query - from) * (d + 2);
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
    const bounds = (await product(tensor(left, { shape: [size, d + 2] }), columns).data()) as Float32Array;
    // What float32 cannot hold is added: products below its smallest numbers.
    const limitOf = (query: number, sum: number): number => {
      const length = lengths[query - from]!;
      return (sum / scale ** 2) * (1 + 1e-12) - length * (1 - 1e-12) + 1e-30;
    };
    yield { from, to, bounds, limitOf };
  }
}
