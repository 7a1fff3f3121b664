import {
  concatenate,
  dense,
  depthwiseConv1d,
  dropout,
  embedding,
  globalAveragePool,
  type LayerLike,
  layerNorm,
  reshape,
  sequential,
  towers,
  transformerBlock,
} from "@kaviar/nn";
import { choice, float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { prepareColumns } from "./columns.ts";

/** Attention costs by pairs of columns: of more than these a search has not the time. */
const bearable = 64;

/** Each column is a word, and each looks at all others. */
export const attention = defineFamily<"table">()({
  about: {
    name: "Attention over columns",
    formula: "tokens xⱼ wⱼ + bⱼ, or E[level]; transformer blocks; logits = W mean(norm(tokens))",
    use: "tables of many thousand rows, where columns matter by what others say",
    pitfall: "time that grows with the square of the columns",
    reference: "Gorishniy et al. 2021",
    seeAlso: ["mlp", "residual"],
  },
  space: () => ({
    /** Features of a head. */
    head: choice([8, 16], { tag: "model" }),
    heads: choice([2, 4], { tag: "model" }),
    blocks: int(1, 3, { tag: "model" }),
    dropout: float(0, 0.4, { tag: "model" }),
  }),
  recipes: ({ columns: { numbers, texts } }) =>
    numbers + texts > bearable ? [] : ([{ head: 8, heads: 4, blocks: 2, dropout: 0.1 }] as const),
  network: ({ head, heads, blocks, dropout: share }, { outputs }, { columns }) => {
    const width = head * heads;
    const { edges, texts, levels } = columns!;
    const tokens = {
      ...(edges.length > 0 && { numbers: tokensOfNumbers(edges.length, width) }),
      ...(texts > 0 && { levels: embedding(levels, width) }),
    };
    return sequential(
      towers(tokens),
      concatenate(1),
      ...Array.from({ length: blocks }, () => transformerBlock({ heads, hidden: 2 * width, dropout: share })),
      layerNorm(),
      globalAveragePool(),
      ...(share > 0 ? [dropout(share)] : []),
      dense(outputs),
    );
  },
  prepare: (_values, _facts, rows) => prepareColumns({ bins: 0 }, rows),
});

/** A weight and a constant for each feature of each column: a convolution of one step, column by column. */
const tokensOfNumbers = (count: number, width: number): LayerLike =>
  sequential(reshape([1, count]), depthwiseConv1d(1, { multiplier: width }), reshape([count, width]));
