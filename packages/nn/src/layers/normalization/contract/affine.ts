import { ones, type Shape, type Tensor, zeros } from "@kaviar/tensor";
import { checkOption } from "../../../check-option.ts";
import type { Parameters } from "../../../parameters/parameters.ts";

/** What normalizations learn: a scale γ, from 1, and a shift β, from 0. */
export interface AffineOptions {
  /** Added to the variance, inside the root (1e-5). */
  readonly epsilon?: number;
  /** Whether there is a γ (yes). */
  readonly scale?: boolean;
  /** Whether there is a β (yes). */
  readonly shift?: boolean;
}

export const affineParams = (shape: Shape, { scale = true, shift = true }: AffineOptions): Parameters => ({
  ...(scale ? { gamma: ones(shape) } : {}),
  ...(shift ? { beta: zeros(shape) } : {}),
});

/** γ x + β, of what there is, each brought to a shape that stands beside x. */
export const affine = (x: Tensor, { gamma, beta }: Parameters, beside: Shape): Tensor => {
  const scaled = gamma ? x.mul((gamma as Tensor).reshape(beside)) : x;
  return beta ? scaled.add((beta as Tensor).reshape(beside)) : scaled;
};

/** (x − mean) / √(variance + ε) over axes. */
export const standardized = (x: Tensor, axes: readonly number[], epsilon: number): Tensor => {
  const distance = x.sub(x.mean(axes, { keepDims: true }));
  return distance.mul(distance.square().mean(axes, { keepDims: true }).add(epsilon).rsqrt());
};

export const checkEpsilon = (layer: string, epsilon: number): void =>
  checkOption(
    layer,
    "a finite epsilon > 0",
    epsilon,
    Number.isFinite(epsilon) && epsilon > 0,
    "It keeps equal inputs from dividing 0 by 0: 1e-5.",
  );
