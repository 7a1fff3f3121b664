import { readFileSync } from "node:fs";
import type { Tensor } from "@kaviar/tensor";

export type Vector = Tensor<"float64">;

interface Recorded {
  readonly svm: {
    readonly points: number[][];
    readonly labels: number[];
    readonly weights: number[];
    readonly bias: number;
    readonly alpha: number[];
  };
  readonly logistic: {
    readonly x: number[][];
    readonly y: number[];
    readonly value: number;
    readonly parameters: number[];
  };
  readonly himmelblau: number[][];
  readonly hs71: { readonly x: number[]; readonly value: number; readonly multipliers: number[] };
}

/** What SciPy and scikit-learn said: see record.py. */
export const recorded: Recorded = JSON.parse(readFileSync(new URL("recorded.json", import.meta.url), "utf8"));

/** Σ (1 − xᵢ)² + 100 (xᵢ₊₁ − xᵢ²)²: a curved valley; the minimum is 0 at (1, …, 1). */
export const rosenbrock = (x: Vector): Vector => {
  const [a, b] = [x.slice([0, -1]), x.slice([1])];
  return a.neg().add(1).square().add(b.sub(a.square()).square().mul(100)).sum();
};

/** (a² + b − 11)² + (a + b² − 7)²: four minima of 0, four saddles, one maximum. */
export const himmelblau = (x: Vector): Vector => {
  const [a, b] = [x.slice(0), x.slice(1)];
  return a.square().add(b).sub(11).square().add(a.add(b.square()).sub(7).square());
};

/** 10n + Σ (xᵢ² − 10 cos 2πxᵢ): a minimum near every point of integers, the lowest 0 at 0. */
export const rastrigin = (x: Vector): Vector =>
  x
    .square()
    .sub(
      x
        .mul(2 * Math.PI)
        .cos()
        .mul(10),
    )
    .add(10)
    .sum();

/** −20 exp(−√(mean x²)/5) − exp(mean cos 2πx) + 20 + e: a funnel with a dent near every point of integers, and a tip at 0. */
export const ackley = (x: Vector): Vector => {
  const waves = x
    .mul(2 * Math.PI)
    .cos()
    .mean()
    .exp();
  // Its slope at 0 itself is not defined.
  const funnel = x.square().mean().add(1e-300).sqrt().mul(-0.2).exp().mul(-20);
  return funnel.sub(waves).add(20 + Math.E);
};

export const furthest = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((each, i) => Math.abs(each - b[i]!)));
