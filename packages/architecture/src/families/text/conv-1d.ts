import {
  concatenate,
  conv1d as convolution,
  dense,
  dropout,
  embedding,
  globalMaxPool,
  parallel,
  relu,
  sequential,
  spatialDropout,
} from "@kaviar/nn";
import { float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { wider } from "../larger.ts";
import { prepareTokens, tokenSpace, usualTokens } from "./tokens.ts";

/** Windows of several widths over words, and of each pattern the place where it fits best. */
export const conv1d = defineFamily<"text">()({
  about: {
    name: "Convolutions over words",
    formula: "logits = W [max over places of ReLU(conv of 2, 3, … words)] + b",
    use: "where a few words in a row decide, wherever they stand",
    pitfall: "what stands further apart than its widest window it cannot bring together",
    reference: "Kim 2014; Zhang & Wallace 2017",
    seeAlso: ["gru", "embeddingPooling"],
  },
  space: (facts) => ({
    ...tokenSpace(facts),
    width: int(16, 128, { log: true, tag: "model" }),
    filters: int(16, 128, { log: true, tag: "model" }),
    /** The widest window; the others are one, two … narrower. */
    widest: int(2, 6, { tag: "model" }),
    windows: int(1, 3, { tag: "model" }),
    embeddingDropout: float(0, 0.4, { tag: "model" }),
    dropout: float(0, 0.6, { tag: "model" }),
  }),
  recipes: (facts) => {
    const usual = { ...usualTokens(facts), width: 64, windows: 3, embeddingDropout: 0.1, dropout: 0.4 };
    return [
      { ...usual, filters: 64, widest: 4 },
      { ...usual, filters: 96, widest: 6 },
    ];
  },
  grows: { filters: wider },
  network: (values, { outputs }, { vocabulary }) => {
    const { width, filters, widest, windows, embeddingDropout, dropout: share } = values;
    const sizes = Array.from({ length: windows }, (_, i) => widest - i).filter((size) => size >= 1);
    const branches = sizes.map((size) => sequential(convolution(filters, size), relu, globalMaxPool()));
    return sequential(
      embedding(vocabulary!, width, { maskZero: true }),
      ...(embeddingDropout > 0 ? [spatialDropout(embeddingDropout)] : []),
      ...(branches.length > 1 ? [parallel(...branches), concatenate()] : branches),
      ...(share > 0 ? [dropout(share)] : []),
      dense(outputs),
    );
  },
  prepare: (values, _facts, texts) => prepareTokens(values, texts),
});
