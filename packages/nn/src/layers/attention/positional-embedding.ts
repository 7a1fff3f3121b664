import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { randomUniform } from "../../initializers/random-uniform.ts";
import { argument, options } from "../../options.ts";
import { initializerLaw } from "../contract/initializer-law.ts";
import type { Layer } from "../contract/layer.ts";
import { placesOf } from "../contract/steps.ts";
import { written } from "../contract/written.ts";

const checkMaxLength = argument("positionalEmbedding", "maxLength", whole(1));
const read = options("positionalEmbedding", {
  /** U(−0.05, 0.05) unless said. */
  initializer: initializerLaw.optional(),
});

export type PositionalEmbeddingOptions = OptionsOf<typeof read>;

const create = (maxLength: number, given: PositionalEmbeddingOptions = {}): Layer => {
  checkMaxLength(maxLength);
  const { initializer: begin = randomUniform() } = read(given);
  return {
    kind: "positionalEmbedding",
    options: written({ maxLength, ...given }),
    init: (key, inputShape) => {
      const [steps, features] = inputShape as [number, number];
      if (inputShape.length !== 2 || steps > maxLength) {
        throw new ModelError(
          "shape",
          `positionalEmbedding(${maxLength}) needs sequences [N, T, F] of at most ${maxLength} steps: got examples of shape [${inputShape.join(", ")}].`,
          { remedy: "Make it as long as the longest sequence." },
        );
      }
      return {
        params: { weight: begin(key, [maxLength, features], { in: maxLength, out: features }) },
        state: {},
        outputShape: inputShape,
      };
    },
    apply: ({ weight }, state, x, { steps }) => {
      const [rows, length] = [weight as Tensor, x.shape[1]!];
      if (steps && steps.length > maxLength) {
        throw new ModelError(
          "shape",
          `positionalEmbedding(${maxLength}) has no place ${maxLength}: got a length of ${steps.length}.`,
        );
      }
      return { y: x.add(steps ? rows.gather(placesOf(steps, length)) : rows.slice([0, length])), state };
    },
  };
};

/**
 * Adds to each step [N, T, F] a learned row that tells where it is.
 *
 * ```ts
 * sequential(embedding(100, 32), positionalEmbedding(50), transformerBlock({ heads: 4, hidden: 64 }))
 * ```
 * It knows nothing of places beyond those it was trained on.
 */
export const positionalEmbedding = withCard(create, {
  about: {
    name: "Learned positions",
    formula: "x[t] + W[t]",
    use: "before attention, when the longest length is known",
    pitfall: "places that the training never reached stay as they began",
    reference: "Gehring et al. 2017",
    seeAlso: ["positionalEncoding", "embedding"],
  },
});
