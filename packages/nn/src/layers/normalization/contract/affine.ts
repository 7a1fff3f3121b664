import { flag, type OptionsOf, positive } from "@kaviar/base/check";
import { ones, type Shape, type Tensor, zeros } from "@kaviar/tensor";
import { options } from "../../../options.ts";
import type { Parameters } from "../../../parameters/parameters.ts";

/** What normalizations learn: a scale γ, from 1, and a shift β, from 0. */
export const affineOptions = {
  /** Added to the variance, inside the root: it keeps equal inputs from dividing 0 by 0. */
  epsilon: positive.remedy("It keeps equal inputs from dividing 0 by 0: 1e-5.").default(1e-5),
  /** Whether there is a γ. */
  scale: flag.default(true),
  /** Whether there is a β. */
  shift: flag.default(true),
};

/** The options of a normalization that has no others. */
export const normalizing = (layer: string) => options(layer, affineOptions);

export type AffineOptions = OptionsOf<ReturnType<typeof normalizing>>;

export const affineParams = (
  shape: Shape,
  { scale, shift }: { readonly scale: boolean; readonly shift: boolean },
): Parameters => ({
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
