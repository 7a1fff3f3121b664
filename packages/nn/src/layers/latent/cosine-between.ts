import { withCard } from "@kaviar/base/card";
import type { Shape, Tensor } from "@kaviar/tensor";
import type { Layer } from "../contract/layer.ts";

/** What two encoders, or one used twice, made of a pair. */
export interface Pair {
  readonly left: Tensor;
  readonly right: Tensor;
}

const epsilon = 1e-8;

const create = (): Layer<Pair> => ({
  kind: "cosineBetween",
  options: {},
  init: (_, shapes) => {
    const { left } = shapes as unknown as { readonly left: Shape };
    return { params: {}, state: {}, outputShape: [...left.slice(0, -1), 1] };
  },
  apply: (_, state, { left, right }) => {
    const total = (x: Tensor) => x.sum(-1, { keepDims: true });
    const size = (x: Tensor) =>
      total(x.square())
        .maximum(epsilon ** 2)
        .sqrt();
    return { y: total(left.mul(right)).div(size(left).mul(size(right))), state };
  },
});

/**
 * The cosine of the angle between the two codes of a pair: { left, right } of [N, k] gives [N, 1].
 *
 * ```ts
 * define({ encoder, compare: cosineBetween() }, ({ encoder, compare }, { a, b }) => compare({ left: encoder(a), right: encoder(b) }))
 * ```
 * A code of zeros has no direction and is at 0 to everything.
 */
export const cosineBetween = withCard(create, {
  about: {
    name: "Cosine between codes",
    formula: "y = l·r / (‖l‖ ‖r‖)",
    range: "[−1, 1]",
    use: "twin encoders: are these two of one kind?",
    pitfall: "as a logit it is flat: multiply it (a temperature of 0.05 to 0.1) before a sigmoid or softmax",
    reference: "Bromley et al. 1993",
    seeAlso: ["sampling"],
  },
});
