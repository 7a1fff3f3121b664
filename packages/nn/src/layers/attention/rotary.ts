import { withCard } from "@kaviar/base/card";
import { concat, type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";

/** By the places of the steps: 0, 1, … unless said. */
export const turned = (x: Tensor, places?: Tensor<"int32">): Tensor => {
  const [steps, features] = x.shape.slice(-2) as [number, number];
  if (features % 2 !== 0) throw new ModelError("shape", `rotary needs an even number of features: got ${features}.`);
  const half = features / 2;
  const table = (f: (angle: number) => number) =>
    tensor(
      Float32Array.from({ length: steps * half }, (_, at) => {
        const [t, i] = [Math.floor(at / half), at % half];
        return f(t * 10000 ** (-i / half));
      }),
      { shape: [steps, half] },
    );
  const rates = tensor(Float32Array.from({ length: half }, (_, i) => 10000 ** (-i / half)));
  const angles = places?.cast("float32").expandDims(1).mul(rates);
  const [cos, sin] = angles ? [angles.cos(), angles.sin()] : [table(Math.cos), table(Math.sin)];
  const [a, b] = x.split(2, -1) as [Tensor, Tensor];
  return concat([a.mul(cos).sub(b.mul(sin)), b.mul(cos).add(a.mul(sin))], -1);
};

/**
 * Turns each pair of features (i, i + d/2) of x [..., T, d] by an angle that grows with the step: t·10000^(−2i/d). Then
 * the product of a query and a key depends on how far apart they are, not on where. (Su et al. 2021)
 *
 * ```ts
 * attend(rotary(query), rotary(key), value)
 * ```
 * The number of features must be even.
 */
export const rotary = withCard((x: Tensor): Tensor => turned(x), {
  about: {
    name: "Rotary positions",
    formula: "(xᵢ, xᵢ₊d/2) turned by t·10000^(−2i/d)",
    use: "on queries and keys, in place of positions added to the signal",
    pitfall: "not on values; some nets pair neighbours (2i, 2i + 1) instead: weights do not carry over",
    reference: "Su et al. 2021",
    seeAlso: ["positionalEncoding", "multiHeadAttention"],
  },
});
