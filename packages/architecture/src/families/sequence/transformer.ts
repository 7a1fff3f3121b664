import {
  dense,
  dropout,
  globalAveragePool,
  layerNorm,
  positionalEmbedding,
  sequential,
  transformerBlock,
} from "@kaviar/nn";
import { choice, float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { deeper } from "../larger.ts";
import { opening, patches, strideFor } from "./opening.ts";

/** Attention between windows of a series. */
export const transformer = defineFamily<"sequence">()({
  about: {
    name: "Small transformer",
    formula: "windows of `stride` steps as one, and where they are; attention blocks; mean over steps; dense",
    use: "a thousand rows and more, where steps far apart belong together",
    pitfall: "on few rows it learns them by heart; attention takes the square of the steps",
    reference: "Vaswani et al. 2017; Nie et al. 2023 (windows)",
    seeAlso: ["recurrent", "convolutions"],
  },
  space: () => ({
    width: choice([16, 32, 64], { tag: "model" }),
    heads: choice([2, 4], { tag: "model" }),
    depth: int(1, 3, { tag: "model" }),
    stride: choice([1, 2, 4, 8, 16], { tag: "model" }),
    dropout: float(0, 0.5, { tag: "model" }),
  }),
  recipes: (facts) =>
    [
      { width: 32, heads: 4, depth: 2, stride: strideFor(facts), dropout: 0.1 },
      { width: 64, heads: 4, depth: 3, stride: strideFor(facts), dropout: 0.2 },
    ] as const,
  grows: { depth: deeper },
  network: ({ width, heads, depth, stride, dropout: share }, facts) =>
    sequential(
      ...opening(facts),
      patches(width, stride),
      positionalEmbedding(Math.ceil(facts.shape[0] / stride)),
      ...Array.from({ length: depth }, () => transformerBlock({ heads, hidden: 2 * width, dropout: share })),
      layerNorm(),
      globalAveragePool(),
      ...(share > 0 ? [dropout(share)] : []),
      dense(facts.outputs),
    ),
});
