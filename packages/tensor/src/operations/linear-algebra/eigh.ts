import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { constant } from "../../primitives/constant.ts";
import { loop } from "../../transformations/control.ts";
import { customDerivative } from "../../transformations/custom-derivative.ts";
import type { DType } from "../../values/dtype.ts";
import { eye } from "../creation.ts";
import { concat } from "../shaping.ts";
import { checkSquare, diagonalOf, onDiagonal, symmetricPart, transposed } from "./matrix.ts";

/**
 * The eigenvalues of symmetric matrices, ascending, and their eigenvectors as columns: A = V·diag(λ)·Vᵀ.
 *
 * ```ts
 * const [values, vectors] = eigh(tensor([[2, 1], [1, 2]]));      // values [1, 3]
 * ```
 * It is (A + Aᵀ)/2 that is decomposed. The sign of a vector is arbitrary, and equal eigenvalues have no vectors of
 * their own, only a space: there the factor 1/(λⱼ − λᵢ) of the derivative is taken as 0. That keeps it finite, and right
 * for first derivatives of functions of the values; what goes through the vectors of equal eigenvalues (so second
 * derivatives too) loses its part within that space.
 */
export const eigh = <D extends DType>(a: Tensor<D>): [values: Tensor<D>, vectors: Tensor<D>] => {
  if (checkSquare("eigh", a) === 0) return [a.sum(-1), a];
  return decompose(symmetricPart(a)) as [Tensor<D>, Tensor<D>];
};

/**
 * What matrices with eigenvalues from 1 to 1e-8 were seen to need up to n = 32; most are done in half of it. A fixed
 * number, so that the loop can be batched.
 */
const sweepsFor = (n: number): number => Math.min(16, 6 + Math.ceil(n / 3));

/**
 * Jacobi's method in the parallel order (Brent & Luk 1985): each step turns n/2 disjoint planes at once, each by the
 * angle that makes its off-diagonal element 0, and then moves all rows and columns but the first as in a round-robin
 * tournament, so that after n − 1 steps each pair has met. An odd n gets an idle partner in the first place.
 */
const jacobi = (a: AnyTensor): [AnyTensor, AnyTensor] => {
  const n = a.shape.at(-1)!;
  const lead = a.shape.slice(0, -2);
  const { dtype } = a;
  const idle = n % 2;
  const m = n + idle;
  const size = a.abs().max([-2, -1], { keepDims: true });
  const scale = size.equal(0).where(1, size);
  const padded = a.div(scale).pad([...lead.map(() => [0, 0] as const), [idle, 0], [idle, 0]]);
  const { move, swapAndMove, partner } = tournament(m, dtype);
  const state = { a: padded as AnyTensor, v: eye(m, m, { dtype }).broadcastTo([...lead, m, m]) as AnyTensor };
  const turned = loop(sweepsFor(n) * (m - 1), state, ({ a, v }) => {
    const { cosine, sine } = rotation(diagonalOf(a), partner.where(a, 0).sum(-1));
    const turn = move.mul(cosine).add(swapAndMove.mul(sine));
    return { a: transposed(turn).matmul(a).matmul(turn), v: v.matmul(turn) };
  });
  const inner = [...lead.map(() => null), [idle], [idle]] as const;
  const values = diagonalOf(turned.a.slice(...inner));
  const order = values.argsort(-1);
  const vectors = turned.v.slice(...inner).takeAlongAxis(order.expandDims(-2).broadcastTo(a.shape), -1);
  return [values.takeAlongAxis(order, -1).mul(scale.squeeze(-1)), vectors];
};

/** Place i plays place i + m/2; then all but place 0 move on by one, in a circle. */
const tournament = (m: number, dtype: DType) => {
  const half = m / 2;
  const rival = (i: number) => (i + half) % m;
  const circle = [...range(1, half), ...range(half, m).reverse()];
  const next = (i: number) => (i === 0 ? 0 : circle[(circle.indexOf(i) + 1) % circle.length]!);
  const matrix = (isOne: (row: number, column: number) => boolean) =>
    range(0, m * m).map((at) => Number(isOne(Math.floor(at / m), at % m)));
  return {
    move: constant(
      matrix((row, column) => column === next(row)),
      [m, m],
      dtype,
    ),
    swapAndMove: constant(
      matrix((row, column) => column === next(rival(row))),
      [m, m],
      dtype,
    ),
    partner: constant(
      matrix((row, column) => column === rival(row)),
      [m, m],
      "bool",
    ),
  };
};

const range = (start: number, end: number): number[] => Array.from({ length: end - start }, (_, i) => start + i);

/**
 * Cosine and sine for each row, [..., m, 1]: the plane (p, q) turns by tan θ = 2a_pq·s / (|d| + √(d² + 4a_pq²)) with
 * d = a_qq − a_pp and s its sign: the smaller of the two angles (Golub & Van Loan, 8.5.2), and 0/0 only where nothing
 * is to be done.
 */
const rotation = (diagonal: AnyTensor, crossing: AnyTensor) => {
  const [p, q] = diagonal.split(2, -1) as [AnyTensor, AnyTensor];
  const [double] = crossing.mul(2).split(2, -1) as [AnyTensor];
  const gap = q.sub(p);
  const bottom = gap.abs().add(gap.square().add(double.square()).sqrt());
  const tangent = double.mul(gap.less(0).where(-1, 1).cast(gap.dtype)).div(bottom.equal(0).where(1, bottom));
  const cosine = tangent.square().add(1).rsqrt();
  const sine = tangent.mul(cosine);
  return {
    cosine: concat([cosine, cosine], -1).expandDims(-1),
    sine: concat([sine, sine.neg()], -1).expandDims(-1),
  };
};

/** Ā = V (diag(λ̄) + F ∘ (Vᵀ V̄)) Vᵀ with Fᵢⱼ = 1/(λⱼ − λᵢ), 0 for equal ones (Giles 2008, 3.1). */
const decompose = customDerivative(jacobi, ([dValues, dVectors], [values, vectors]) => {
  const n = values.shape.at(-1)!;
  const rounding = 8 * n * (values.dtype === "float64" ? 2 ** -52 : 2 ** -23);
  const gaps = values.expandDims(-2).sub(values.expandDims(-1));
  const largest = values.abs().max(-1, { keepDims: true }).expandDims(-1);
  const equal = gaps.abs().lessEqual(largest.mul(rounding));
  const factors = equal.where(0, equal.where(1, gaps).reciprocal());
  const turns = transposed(vectors).matmul(dVectors).mul(factors);
  const inner = onDiagonal(n).where(dValues.expandDims(-2), turns);
  return [vectors.matmul(inner).matmul(transposed(vectors))];
});
