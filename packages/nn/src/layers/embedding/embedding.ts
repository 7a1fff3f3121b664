import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { randomUniform } from "../../initializers/random-uniform.ts";
import { argument, options } from "../../options.ts";
import { initializerLaw } from "../contract/initializer-law.ts";
import type { Layer } from "../contract/layer.ts";
import { written } from "../contract/written.ts";
import { rowNumbers } from "./contract/row-numbers.ts";

const checkVocabulary = argument("embedding", "vocabulary", whole(1));
const checkWidth = argument("embedding", "width", whole(1));
const read = options("embedding", {
  /** 0 fills up short sequences: layers after this one pass over it. */
  maskZero: flag.default(false),
  /** U(−0.05, 0.05) unless said. */
  initializer: initializerLaw.optional(),
});

export type EmbeddingOptions = OptionsOf<typeof read>;

const create = (vocabulary: number, width: number, given: EmbeddingOptions = {}): Layer<Tensor | Tensor<"int32">> => {
  checkVocabulary(vocabulary);
  checkWidth(width);
  const { maskZero, initializer: begin = randomUniform() } = read(given);
  return {
    kind: "embedding",
    options: written({ vocabulary, width, ...given }),
    init: (key, inputShape) => ({
      params: { weight: begin(key, [vocabulary, width], { in: vocabulary, out: width }) },
      state: {},
      outputShape: [...inputShape, width],
      multiplyAdds: 0,
    }),
    apply: ({ weight }, state, x) => {
      const numbers = rowNumbers(x, vocabulary);
      const y = (weight as Tensor).gather(numbers);
      return { y, state, ...(maskZero ? { mask: numbers.notEqual(0) } : {}) };
    },
  };
};

/**
 * A row of learned features for each number in [0, vocabulary): [N, T] becomes [N, T, width].
 *
 * ```ts
 * sequential(embedding(5000, 32, { maskZero: true }), lstm(64), dense(2))
 * ```
 * A number outside of the vocabulary stops the run; the error calls a negative or broken one (−1, 1.5) by the number after
 * the last. WebGPU does not check.
 */
export const embedding = withCard(create, {
  about: {
    name: "Embedding",
    formula: "y = W[x]",
    use: "words, users, products: numbers that are names",
    pitfall: "numbers beyond the vocabulary stop the run: keep one row for what is unknown",
    reference: "Bengio et al. 2003",
    seeAlso: ["oneHotEncode", "positionalEmbedding"],
  },
});
