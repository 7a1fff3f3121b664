import {
  concatenate,
  dense,
  dropout,
  embedding,
  globalAveragePool,
  globalMaxPool,
  type LayerLike,
  parallel,
  relu,
  sequential,
  tfIdf,
} from "@kaviar/nn";
import { choice, float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { wider } from "../larger.ts";
import { textEncoderFrom } from "./text-encoding.ts";

const pools: { readonly [name in "mean" | "max" | "both"]: () => readonly LayerLike[] } = {
  mean: () => [globalAveragePool()],
  max: () => [globalMaxPool()],
  both: () => [parallel(globalAveragePool(), globalMaxPool()), concatenate()],
};

/** A learned row for each term, words in a row among them; their mean or largest, and a layer of units. */
export const embeddingPooling = defineFamily<"text">()({
  about: {
    name: "Pooled embeddings",
    formula: "logits = f(mean or max over terms t of W[t])",
    use: "many short texts: what words have in common is learned, which a bag of n-grams cannot",
    pitfall: "with few texts each word's row is learned by heart: dropout, or a bag of n-grams",
    reference: "Joulin et al. 2017; Shen et al. 2018",
    seeAlso: ["bagOfNgrams", "conv1d"],
  },
  space: ({ vocabulary }) => ({
    words: int(1, 3, { tag: "model" }),
    /** Terms that have a row: the most frequent. */
    most: int(Math.min(1000, vocabulary + 16), Math.max(50_000, vocabulary + 16), { log: true, tag: "model" }),
    width: int(8, 128, { log: true, tag: "model" }),
    pool: choice(["mean", "max", "both"], { tag: "model" }),
    units: choice([0, 32, 64, 128], { tag: "model" }),
    dropout: float(0, 0.6, { tag: "model" }),
  }),
  recipes: ({ vocabulary }) =>
    [
      {
        words: 2,
        most: Math.max(20_000, Math.min(1000, vocabulary + 16)),
        width: 32,
        pool: "both",
        units: 0,
        dropout: 0.3,
      },
    ] as const,
  grows: { width: wider },
  network: ({ width, pool, units, dropout: share }, { outputs }, { vocabulary }) =>
    sequential(
      embedding(vocabulary!, width, { maskZero: true }),
      ...pools[pool](),
      ...(units > 0 ? [dense(units), relu] : []),
      ...(share > 0 ? [dropout(share)] : []),
      dense(outputs),
    ),
  prepare: ({ words, most }, { rows }, texts) => {
    const terms = tfIdf(texts, { words, most, minCount: rows < 1000 ? 1 : 2, length: 512 });
    return textEncoderFrom({ kind: "terms", terms: terms.toJson() });
  },
});
