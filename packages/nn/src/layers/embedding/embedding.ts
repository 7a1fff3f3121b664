import { withCard } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";
import type { Initializer } from "../../initializers/contract/initializer.ts";
import { randomUniform } from "../../initializers/random-uniform.ts";
import type { Layer } from "../contract/layer.ts";
import { checkWhole, written } from "../contract/options.ts";
import { rowNumbers } from "./contract/row-numbers.ts";

export interface EmbeddingOptions {
  /** 0 fills up short sequences: layers after this one pass over it. */
  readonly maskZero?: boolean;
  /** U(−0.05, 0.05) unless said. */
  readonly initializer?: Initializer;
}

const create = (vocabulary: number, width: number, options: EmbeddingOptions = {}): Layer<Tensor | Tensor<"int32">> => {
  checkWhole("embedding", "words", vocabulary);
  checkWhole("embedding", "features", width);
  const begin = options.initializer ?? randomUniform();
  return {
    kind: "embedding",
    options: written({ vocabulary, width, ...options }),
    init: (key, inputShape) => ({
      params: { weight: begin(key, [vocabulary, width], { in: vocabulary, out: width }) },
      state: {},
      outputShape: [...inputShape, width],
      multiplyAdds: 0,
    }),
    apply: ({ weight }, state, x) => {
      const numbers = rowNumbers(x, vocabulary);
      const y = (weight as Tensor).gather(numbers);
      return { y, state, ...(options.maskZero ? { mask: numbers.notEqual(0) } : {}) };
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
