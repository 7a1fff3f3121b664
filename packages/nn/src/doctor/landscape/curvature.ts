import { symmetricEigen } from "@kaviar/base/numerics";
import { fold, hvp, key, normal, scan, type Tensor, tensor } from "@kaviar/tensor";
import { listParameters, mapParameters, type Parameters } from "../../parameters/parameters.ts";

/** Σ over all parameters. */
const inner = (a: Parameters, b: Parameters): Tensor => {
  const others = listParameters(b);
  return listParameters(a)
    .map(({ tensor }, i) => tensor.mul(others[i]!.tensor).sum().cast("float32"))
    .reduce((sum, each) => sum.add(each));
};

const scaled = (a: Parameters, factor: Tensor): Parameters =>
  mapParameters((_, each) => each.mul(factor.cast(each.dtype)), a);

const minus = (a: Parameters, b: Parameters, times: Tensor): Parameters =>
  mapParameters((_, each, other) => each.sub(other!.mul(times.cast(each.dtype))), a, b);

const unitOf = (a: Parameters, length: Tensor): Parameters => scaled(a, length.maximum(1e-20).reciprocal());

/** What a graph says of the curvature at a point. */
export interface CurvatureNumbers {
  /** ‖g‖². */
  readonly gradient: Tensor;
  /** gᵀu of the step u that is taken: how much the loss falls along it to first order. */
  readonly slope: Tensor;
  /** ‖u‖². */
  readonly step: Tensor;
  /** uᵀHu, which is twice what the curvature takes back; then the diagonal of what Lanczos' method makes of the Hessian. */
  readonly own: Tensor;
  /** Something, and then what stands beside the diagonal. */
  readonly beside: Tensor;
}

/**
 * The Hessian by its products with vectors: along a step, and as a tridiagonal matrix whose extreme eigenvalues come close
 * to its own. (Lanczos 1950; Pearlmutter 1994 for the products) Directions in which nothing moves are left out.
 */
export const curvatureOf = (
  loss: (params: Parameters) => Tensor,
  params: Parameters,
  { gradients, updates }: { readonly gradients: Parameters; readonly updates: Parameters },
  moves: (path: string, at: Tensor) => boolean,
  directions: number,
): CurvatureNumbers => {
  const moving = (a: Parameters): Parameters =>
    mapParameters((path, each) => (moves(path, each) ? each : each.mul(0)), a);
  const times = (v: Parameters): Parameters => moving(hvp(loss)(params, v));
  let number = 0;
  const random = moving(
    mapParameters((_, each) => normal(fold(key(0), number++), each.shape).cast(each.dtype), params),
  );
  const start = unitOf(random, inner(random, random).sqrt());
  const still = scaled(start, tensor(0));
  // The step first, for its own sake; then the directions, of which each follows from the two before.
  const [, [own, beside]] = scan(
    ({ before, at, length }: Directions, index: Tensor<"int32">) => {
      const isStep = index.equal(0).cast("float32");
      const product = minus(times(at), before, length);
      const own = inner(product, at);
      const rest = minus(product, at, own);
      const next = inner(rest, rest).sqrt();
      const goesOn = isStep.neg().add(1);
      const then = mapParameters((_, a, b) => a.add(b!), scaled(start, isStep), scaled(unitOf(rest, next), goesOn));
      return [{ before: scaled(at, goesOn), at: then, length: next.mul(goesOn) }, [own, next]] as const;
    },
    { before: still, at: moving(updates), length: tensor(0) },
    tensor(Int32Array.from({ length: directions + 1 }, (_, i) => i)),
  ) as [unknown, [Tensor, Tensor]];
  return {
    gradient: inner(gradients, gradients),
    slope: inner(gradients, updates),
    step: inner(updates, updates),
    own,
    beside,
  };
};

interface Directions {
  readonly before: Parameters;
  readonly at: Parameters;
  readonly length: Tensor;
}

/** The least and the largest eigenvalue of the tridiagonal matrix; where it has come to an end, what follows is left out. */
export const extremesOf = (
  diagonal: ArrayLike<number>,
  beside: ArrayLike<number>,
): { readonly largest: number; readonly smallest: number } => {
  const size = Math.max(...Array.from(diagonal, Math.abs), 1e-30);
  let n = 1;
  while (n < diagonal.length && beside[n - 1]! > 1e-6 * size) n++;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = diagonal[i]!;
    if (i > 0) matrix[i * n + i - 1] = matrix[(i - 1) * n + i] = beside[i - 1]!;
  }
  const { values } = symmetricEigen(matrix, n);
  return { largest: Math.max(...values), smallest: Math.min(...values) };
};
