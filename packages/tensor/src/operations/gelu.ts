import { type OptionsOf, oneOf } from "@kaviar/base/check";
import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { options } from "../errors/options.ts";
import { literal } from "../primitives/constant.ts";
import { withDerivative } from "../primitives/custom.ts";
import { describeOperands } from "../primitives/elementwise.ts";
import { fused } from "../primitives/fused.ts";
import { type FloatDType, isFloat } from "../values/dtype.ts";

const readGelu = options("gelu", {
  /** "none": by the error function (the default); "tanh": by a formula that is off by up to 5e-4, as BERT and GPT have it. */
  approximate: oneOf("none", "tanh").default("none"),
});
export type GeluOptions = OptionsOf<typeof readGelu>;

/**
 * The Gaussian error linear unit x Φ(x), Φ the normal distribution's share below x (Hendrycks and Gimpel 2016).
 *
 * ```ts
 * gelu(x, { approximate: "tanh" })
 * ```
 */
export const gelu = <D extends FloatDType>(x: Tensor<D>, given?: GeluOptions): Tensor<D> => {
  const { approximate } = readGelu(given);
  if (!isFloat(x.dtype)) {
    throw new TensorError("dtype", `gelu is not defined for ${x.dtype}.`, {
      operands: describeOperands([x]),
      remedy: `Cast first: x.cast("float32").`,
    });
  }
  const composed = (approximate === "none" ? exact(x) : approximated(x)) as Tensor<D>;
  // The operator has a float32 kernel only.
  if (x.dtype !== "float32") return composed;
  return fused([composed], [x], { op: "Gelu", attributes: { approximate }, slots: [0] })[0] as Tensor<D>;
};

const logRootTwoPi = Math.log(2 * Math.PI) / 2;

/** The derivative Φ(x) + x φ(x) is written with what the forward pass has: six passes over memory instead of ten. */
const exact = (x: AnyTensor): AnyTensor => {
  const scaled = x.mul(Math.SQRT1_2);
  const share = scaled.erf().add(1).mul(0.5);
  const [y] = withDerivative([x.mul(share)], [x, scaled, share], ([x, scaled, share], _, [d]) => {
    const density = literal(-logRootTwoPi, x!.dtype).sub(scaled!.square()).exp();
    return [d!.mul(x!.mul(density).add(share!)), undefined, undefined];
  });
  return y!;
};

const approximated = (x: AnyTensor): AnyTensor => {
  const cubic = x.add(x.mul(x).mul(x).mul(0.044715));
  return x.mul(0.5).mul(
    cubic
      .mul(Math.sqrt(2 / Math.PI))
      .tanh()
      .add(1),
  );
};
