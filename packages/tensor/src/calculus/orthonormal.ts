import { dot, length, plus, scaled, type Vector } from "./vector.ts";

/** Vectors as combinations of orthonormal ones: vector k is Σ coefficients[k][j] · basis[j]. */
export interface Orthonormal {
  readonly basis: readonly Vector[];
  /** Which of the vectors were independent of those before them, one for each of the basis. */
  readonly kept: readonly number[];
  readonly coefficients: readonly (readonly number[])[];
}

/** What of a vector is left, relative to its length, when it is called dependent on the others. */
const dependence = 1e-10;

/** Gram–Schmidt, each twice ("twice is enough": Giraud, Langou & Rozložník 2005). */
export const orthonormal = (vectors: readonly Vector[], from: readonly Vector[] = []): Orthonormal => {
  const basis: Vector[] = [];
  const kept: number[] = [];
  const coefficients: number[][] = [];
  vectors.forEach((vector, k) => {
    let rest = vector;
    const shares = new Array<number>(basis.length).fill(0);
    for (let pass = 0; pass < 2; pass++) {
      for (const each of from) rest = plus(rest, -dot(rest, each), each);
      basis.forEach((each, j) => {
        const share = dot(rest, each);
        shares[j]! += share;
        rest = plus(rest, -share, each);
      });
    }
    const left = length(rest);
    if (left > dependence * length(vector)) {
      basis.push(scaled(rest, 1 / left));
      kept.push(k);
      shares.push(left);
    }
    coefficients.push(shares);
  });
  return { basis, kept, coefficients };
};

/** Weights of the kept vectors whose combination is nearest to a target; 0 for the others. */
export const nearestCombination = (vectors: readonly Vector[], target: Vector): Vector => {
  const { basis, kept, coefficients } = orthonormal(vectors);
  const weights = new Float64Array(vectors.length);
  const shares = basis.map((each) => dot(each, target));
  for (let j = kept.length - 1; j >= 0; j--) {
    let share = shares[j]!;
    for (let later = j + 1; later < kept.length; later++)
      share -= coefficients[kept[later]!]![j]! * weights[kept[later]!]!;
    weights[kept[j]!] = share / coefficients[kept[j]!]![j]!;
  }
  return weights;
};
