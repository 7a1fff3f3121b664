import { residual as around, batchNorm, dense, dropout, type LayerLike, layerNorm, relu, sequential } from "@kaviar/nn";
import { choice, float, int } from "@kaviar/tune";
import { binsFor } from "../../columns/column-encoding.ts";
import { columnsAsRow } from "../../columns/column-layers.ts";
import { defineFamily } from "../../contract/define-family.ts";
import { columnSpace, prepareColumns } from "./columns.ts";

const norms: { readonly [name in "batch" | "layer"]: () => LayerLike } = {
  batch: () => batchNorm(),
  layer: () => layerNorm(),
};

/** Blocks of two dense layers, each with a way around. */
export const residual = defineFamily<"table">()({
  about: {
    name: "Residual dense layers",
    formula: "x ← x + W₂ dropout(ReLU(W₁ norm(x))), as often as there are blocks; logits = W ReLU(norm(x))",
    use: "tables of some thousand rows and more, where depth is worth something",
    pitfall: "of few rows it learns the rows",
    reference: "Gorishniy et al. 2021",
    seeAlso: ["mlp", "attention"],
  },
  space: () => ({
    ...columnSpace,
    width: int(32, 256, { log: true, tag: "model" }),
    blocks: int(1, 4, { tag: "model" }),
    /** The inner layer of a block is so many times as wide. */
    factor: choice([1, 2, 4], { tag: "model" }),
    norm: choice(["batch", "layer"], { tag: "model" }),
    dropout: float(0, 0.5, { tag: "model" }),
  }),
  recipes: ({ rows }) =>
    [{ bins: binsFor(rows), level: 8, width: 96, blocks: 2, factor: 2, norm: "batch", dropout: 0.2 }] as const,
  network: ({ level, width, blocks, factor, norm, dropout: share }, { outputs }, { columns }) => {
    const block = (): LayerLike =>
      around(norms[norm](), dense(factor * width), relu, ...(share > 0 ? [dropout(share)] : []), dense(width));
    return sequential(
      ...columnsAsRow(columns!, level),
      dense(width),
      ...Array.from({ length: blocks }, block),
      norms[norm](),
      relu,
      dense(outputs),
    );
  },
  prepare: (values, _facts, rows) => prepareColumns(values, rows),
});
