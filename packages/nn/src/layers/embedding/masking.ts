import { withCard } from "@kaviar/base/card";
import { finite } from "@kaviar/base/check";
import { argument } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { checkSequence } from "../recurrent/contract/check-sequence.ts";

const checkValue = argument("masking", "value", finite);

const create = (value = 0): Layer => {
  checkValue(value);
  return {
    kind: "masking",
    options: { value },
    init: (_, inputShape) => {
      checkSequence("masking", inputShape);
      return { params: {}, state: {}, outputShape: inputShape };
    },
    apply: (_, state, x) => {
      const mask = x.notEqual(value).any(-1);
      return { y: mask.expandDims(-1).where(x, 0), state, mask };
    },
  };
};

/**
 * Steps of sequences [N, T, F] whose features all have this value are not there: layers after this one pass over them. They
 * become zeros.
 *
 * ```ts
 * sequential(masking(-1), gru(16), dense(1))        // shorter sequences are filled up with rows of −1
 * ```
 * Choose a value that no real step has in all its features.
 */
export const masking = withCard(create, {
  about: {
    name: "Masking",
    formula: "mₜ = any(xₜ ≠ v), yₜ = mₜ xₜ",
    use: "measured series of different lengths, filled up to one",
    pitfall: "a value that has been through a scale is no longer that value: mask first, or fill up after scaling",
    reference: "Chollet et al. 2015",
    seeAlso: ["embedding", "lstm", "globalAveragePool"],
  },
});
