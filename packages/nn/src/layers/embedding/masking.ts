import { withCard } from "@kaviar/base/card";
import { either, finite, oneOf } from "@kaviar/base/check";
import { argument } from "../../options.ts";
import { asLayer } from "../contract/function-layer.ts";
import type { AnyLayer, Layer } from "../contract/layer.ts";
import { checkSequence } from "../recurrent/contract/check-sequence.ts";

const checkValue = argument("masking", "value", either(finite, oneOf("missing")));

const create = (value: number | "missing" = 0): Layer => {
  checkValue(value);
  return {
    kind: "masking",
    options: { value },
    init: (_, inputShape) => {
      checkSequence("masking", inputShape);
      return { params: {}, state: {}, outputShape: inputShape };
    },
    apply: (_, state, x) => {
      const there = value === "missing" ? x.isNaN().logicalNot() : x.notEqual(value);
      const mask = there.any(-1);
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
 * Choose a value that no real step has in all its features. `masking("missing")` takes NaN for it: a model that begins with
 * this layer accepts steps that are NaN in all features, and refuses NaN in some of them as all models do.
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

/** Whether a model passes over steps that are NaN: it, or one of its towers, begins with `masking("missing")`. */
export const takesMissing = (layer: AnyLayer): boolean => {
  const { kind, options, children = {} } = layer as Layer;
  if (kind === "masking") return options?.value === "missing";
  if (kind === "towers") return Object.values(children).some((child) => takesMissing(asLayer(child)));
  const first = Object.values(children)[0];
  return kind === "sequential" && first !== undefined && takesMissing(asLayer(first));
};
