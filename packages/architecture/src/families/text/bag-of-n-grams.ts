import { embeddingBag, tfIdf } from "@kaviar/nn";
import { bool, choice, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { textEncoderFrom } from "./text-encoding.ts";

/** Words and pairs of words, by how rare they are, and a linear classifier of them, solved. */
export const bagOfNgrams = defineFamily<"text">()({
  about: {
    name: "Bag of n-grams",
    formula: "logits = Σₜ tf-idf(t) W[t] + b",
    use: "texts that are long or few: in seconds what is hard to beat",
    pitfall: "of the order of words it knows what stands side by side, no more",
    reference: "Salton & Buckley 1988; Joachims 1998; Wang & Manning 2012",
    seeAlso: ["embeddingPooling", "conv1d"],
  },
  space: () => ({
    /** Terms are of so many words at most. */
    words: int(1, 3, { tag: "model" }),
    /** Pieces of words, of so many letters at most; 0 for none. */
    letters: choice([0, 3, 4, 5], { tag: "model" }),
    /** Texts that have to have a term. */
    minCount: int(1, 5, { log: true, tag: "model" }),
    marks: bool({ tag: "model" }),
  }),
  recipes: ({ rows }) => {
    const minCount = rows < 200 ? 1 : 2;
    return [
      { words: 2, letters: 0, minCount, marks: true },
      { words: 2, letters: 5, minCount, marks: true },
    ] as const;
  },
  network: (_values, { outputs }, { vocabulary }) => embeddingBag(vocabulary!, outputs),
  prepare: (values, _facts, texts) => textEncoderFrom({ kind: "bag", terms: tfIdf(texts, values).toJson() }),
  training: "solved",
});
