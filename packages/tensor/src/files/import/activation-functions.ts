import type { AnyTensor } from "../../core/tensor.ts";

/** x where it is positive, elsewhere f(x): computed where it is not, so that no infinite slope is multiplied by 0. */
export const elseWhere = (x: AnyTensor, f: (x: AnyTensor) => AnyTensor): AnyTensor => {
  const positive = x.greater(0);
  return positive.where(x, f(positive.where(0 as never, x)));
};

export const elu = (x: AnyTensor, alpha: number): AnyTensor => elseWhere(x, (below) => below.expm1().mul(alpha));

export const hardSigmoid = (x: AnyTensor, alpha: number, beta: number): AnyTensor => x.mul(alpha).add(beta).clip(0, 1);

export const leakyRelu = (x: AnyTensor, alpha: number): AnyTensor => elseWhere(x, (below) => below.mul(alpha));

/** log(1 + eˣ), without overflow */
export const softplus = (x: AnyTensor): AnyTensor => x.maximum(0).add(x.abs().neg().exp().log1p());

export const softsign = (x: AnyTensor): AnyTensor => x.div(x.abs().add(1));

export const swish = (x: AnyTensor, alpha: number): AnyTensor => x.mul(x.mul(alpha).sigmoid());
