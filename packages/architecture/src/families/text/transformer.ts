import {
  dense,
  dropout,
  embedding,
  globalAveragePool,
  layerNorm,
  positionalEmbedding,
  sequential,
  transformerBlock,
} from "@kaviar/nn";
import { choice, float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { deeper } from "../larger.ts";
import { prepareTokens, tokenSpace, usualTokens } from "./tokens.ts";

/** A small encoder: each word looks at all others. */
export const transformer = defineFamily<"text">()({
  about: {
    name: "Small transformer over words",
    formula: "logits = W mean(blocks(embedding + places)) + b",
    use: "where words far apart belong together, and there are texts enough to learn it from",
    pitfall: "from nothing it needs many texts, and time that grows with the square of their length",
    reference: "Vaswani et al. 2017",
    seeAlso: ["gru", "conv1d"],
  },
  space: (facts) => ({
    ...tokenSpace(facts),
    /** Features of a head. */
    head: choice([8, 16, 32], { tag: "model" }),
    heads: choice([2, 4], { tag: "model" }),
    blocks: int(1, 3, { tag: "model" }),
    dropout: float(0, 0.4, { tag: "model" }),
  }),
  recipes: (facts) => {
    const { length, ...tokens } = usualTokens(facts);
    return [{ ...tokens, length: Math.min(length, 128), head: 16, heads: 4, blocks: 1, dropout: 0.1 }] as const;
  },
  grows: { blocks: deeper },
  network: ({ head, heads, blocks, dropout: share }, { outputs }, { vocabulary, length }) => {
    const width = head * heads;
    const layers = Array.from({ length: blocks }, () => transformerBlock({ heads, hidden: 2 * width, dropout: share }));
    return sequential(
      embedding(vocabulary!, width, { maskZero: true }),
      positionalEmbedding(length!),
      ...layers,
      layerNorm(),
      globalAveragePool(),
      ...(share > 0 ? [dropout(share)] : []),
      dense(outputs),
    );
  },
  prepare: (values, _facts, texts) => prepareTokens(values, texts),
});
