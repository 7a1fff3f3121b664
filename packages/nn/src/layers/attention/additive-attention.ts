import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { isTensor, type Key, type Shape, split, type Tensor, zeros } from "@kaviar/tensor";
import { glorotUniform } from "../../initializers/glorot.ts";
import { argument, options } from "../../options.ts";
import { initializerLaw } from "../contract/initializer-law.ts";
import type { Layer } from "../contract/layer.ts";
import { maskNamed } from "../contract/mask.ts";
import { written } from "../contract/written.ts";
import { sharesOf } from "./attend.ts";
import { type Attended, attendedShapes, signalsOf } from "./contract/attended.ts";

const checkUnits = argument("additiveAttention", "units", whole(1));
const read = options("additiveAttention", {
  /** Of the three weights: Glorot unless said. */
  initializer: initializerLaw.optional(),
});

export type AdditiveAttentionOptions = OptionsOf<typeof read>;

const create = (units: number, given: AdditiveAttentionOptions = {}): Layer<Tensor | Attended> => {
  checkUnits(units);
  const { initializer = glorotUniform() } = read(given);
  return {
    kind: "additiveAttention",
    options: written({ units, ...given }),
    init: (key, inputShape) => {
      const { query, key: keys, value } = attendedShapes(inputShape, "additiveAttention");
      const [first, second, third] = split(key, 3) as [Key, Key, Key];
      const matrix = (own: Key, [, features]: Shape) =>
        initializer(own, [features!, units], { in: features!, out: units });
      const products = query[0]! * query[1]! + keys[0]! * keys[1]! + query[0]! * keys[0]!;
      return {
        params: {
          query: { weight: matrix(first, query), bias: zeros([units]) },
          key: { weight: matrix(second, keys) },
          score: { weight: initializer(third, [units, 1], { in: units, out: 1 }) },
        },
        state: {},
        outputShape: [query[0]!, value[1]!],
        multiplyAdds: products * units + query[0]! * keys[0]! * value[1]!,
      };
    },
    apply: (params, state, x, context) => {
      const { query, key, score } = params as Readonly<Record<string, Readonly<Record<string, Tensor>>>>;
      const signals = signalsOf(x, context);
      const asked = signals.query.matmul(query!.weight!).add(query!.bias!).expandDims(2);
      const offered = signals.key.matmul(key!.weight!).expandDims(1);
      const scores = asked.add(offered).tanh().matmul(score!.weight!).squeeze(3);
      const shares = sharesOf(scores, { mask: signals.mask?.expandDims(1), causal: false });
      const mask = isTensor(x) ? context.mask : maskNamed(context.masks, "query");
      return { y: shares.matmul(signals.value), state, mask: mask ?? null };
    },
  };
};

/**
 * Attention whose scores are a small net of query and key: { query: [N, T, F], key: [N, S, G], value?, mask? } gives
 * [N, T, H], the mean of the values (the keys unless said) as each query weighs them.
 *
 * ```ts
 * define({ look: additiveAttention(32) }, ({ look }, { decoder, encoder }) => look({ query: decoder, key: encoder }))
 * ```
 * A masked key is not looked at. (Bahdanau et al. 2015)
 */
export const additiveAttention = withCard(create, {
  about: {
    name: "Additive attention",
    formula: "aₜₛ = softmaxₛ(vᵀ tanh(W qₜ + b + U kₛ)), yₜ = Σₛ aₜₛ vₛ",
    use: "recurrent decoders that look at what an encoder said; queries and keys of different widths",
    pitfall: "memory of T × S × units: for long sequences multiHeadAttention takes less",
    reference: "Bahdanau et al. 2015",
    seeAlso: ["multiHeadAttention", "attend", "lstm"],
  },
});
