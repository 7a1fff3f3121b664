import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { type Shape, type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { randomUniform } from "../../initializers/random-uniform.ts";
import { argument, options } from "../../options.ts";
import { initializerLaw } from "../contract/initializer-law.ts";
import type { Layer, Shapes } from "../contract/layer.ts";
import { written } from "../contract/written.ts";
import { rowNumbers } from "./contract/row-numbers.ts";

const checkVocabulary = argument("embeddingBag", "vocabulary", whole(1));
const checkWidth = argument("embeddingBag", "width", whole(1));
const read = options("embeddingBag", {
  /** A number for each feature is added. */
  bias: flag.default(true),
  /** U(−0.05, 0.05) unless said. */
  initializer: initializerLaw.optional(),
});

export type EmbeddingBagOptions = OptionsOf<typeof read>;

/** Terms by number, [N, L], and how much each counts, [N, L]: what `tfIdf(…).encode` gives. */
export interface Bag {
  readonly [name: string]: Tensor | Tensor<"int32">;
  readonly terms: Tensor<"int32">;
  readonly weights: Tensor;
}

const create = (vocabulary: number, width: number, given: EmbeddingBagOptions = {}): Layer<Bag, Tensor> => {
  checkVocabulary(vocabulary);
  checkWidth(width);
  const { bias: shifts, initializer: begin = randomUniform() } = read(given);
  return {
    kind: "embeddingBag",
    options: written({ vocabulary, width, ...given }),
    init: (key, inputShape) => {
      const length = lengthOf(inputShape as Shapes);
      return {
        params: {
          weight: begin(key, [vocabulary, width], { in: vocabulary, out: width }),
          ...(shifts ? { bias: zeros([width]) } : {}),
        },
        state: {},
        outputShape: [width],
        multiplyAdds: length * width,
        activations: length * width,
      };
    },
    apply: ({ weight, bias }, state, { terms, weights }) => {
      const numbers = rowNumbers(terms, vocabulary);
      // Term 0 fills rows up, whatever it is said to count.
      const counted = weights.mul(numbers.notEqual(0).cast("float32"));
      const rows = (weight as Tensor).gather(numbers);
      const sum = counted.expandDims(1).matmul(rows).squeeze(1);
      return { y: bias ? sum.add(bias as Tensor) : sum, state, mask: null };
    },
  };
};

/** How many terms a row has. */
const lengthOf = (shapes: Shapes): number => {
  const { terms, weights } = shapes as { readonly terms?: Shape; readonly weights?: Shape };
  if (terms?.length === 1 && weights?.length === 1 && terms[0] === weights[0]) return terms[0]!;
  throw new ModelError(
    "shape",
    `embeddingBag takes { terms, weights }, as many weights as terms in a row: got ${JSON.stringify(shapes)}.`,
    { remedy: "tfIdf(texts).encode(texts) gives both. For tokens in their order there is embedding." },
  );
};

/**
 * The sum of learned rows, each as often as its term counts: { terms, weights } [N, L] become [N, width]. Term 0 is none.
 *
 * ```ts
 * const bag = tfIdf(texts);
 * sequential(embeddingBag(bag.vocabulary, 16), relu, dropout(0.5), dense(2))
 * ```
 * The order of the terms is lost. As wide as there are classes it is a linear classifier, which `fitBag` solves.
 */
export const embeddingBag = withCard(create, {
  about: {
    name: "Embedding bag",
    formula: "y = Σₜ wₜ W[xₜ] + b",
    use: "texts as bags of terms, users as the things they bought: many names at once, each with a weight",
    pitfall: "the order is lost: not good, but bad is as good, but not bad, unless pairs of words are terms",
    reference: "Joulin et al. 2017",
    seeAlso: ["embedding", "globalAveragePool"],
  },
});
