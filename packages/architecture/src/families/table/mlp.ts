import { batchNorm, dense, dropout, type LayerLike, relu, sequential, silu } from "@kaviar/nn";
import { bool, choice, float, int } from "@kaviar/tune";
import { binsFor } from "../../columns/column-encoding.ts";
import { columnsAsRow } from "../../columns/column-layers.ts";
import { defineFamily } from "../../contract/define-family.ts";
import { columnSpace, prepareColumns } from "./columns.ts";

/** Layers of units one after the other, on numbers that are encoded by their intervals. */
export const mlp = defineFamily<"table">()({
  about: {
    name: "Dense layers",
    formula: "logits = W (dropout ∘ f ∘ norm ∘ dense)ⁿ e(x), e piecewise linear and embeddings",
    use: "the first network to try on a table",
    pitfall: "columns that are noise hurt it more than they hurt trees",
    reference: "Gorishniy et al. 2022; Holzmüller et al. 2024",
    seeAlso: ["residual", "attention"],
  },
  space: () => ({
    ...columnSpace,
    width: int(32, 512, { log: true, tag: "model" }),
    depth: int(1, 4, { tag: "model" }),
    activation: choice(["relu", "silu"], { tag: "model" }),
    norm: bool({ tag: "model" }),
    dropout: float(0, 0.5, { tag: "model" }),
  }),
  recipes: ({ rows }) => {
    const usual = { bins: binsFor(rows), level: 8, depth: 2, activation: "relu", norm: false } as const;
    return [
      { ...usual, width: 128, dropout: 0.15 },
      { ...usual, width: 256, dropout: 0.3, norm: true },
    ] as const;
  },
  network: ({ level, width, depth, activation, norm, dropout: share }, { outputs }, { columns }) => {
    const block = (): readonly LayerLike[] => [
      dense(width),
      ...(norm ? [batchNorm()] : []),
      activation === "relu" ? relu : silu,
      ...(share > 0 ? [dropout(share)] : []),
    ];
    const blocks = Array.from({ length: depth }, block).flat();
    return sequential(...columnsAsRow(columns!, level), ...blocks, dense(outputs));
  },
  prepare: (values, _facts, rows) => prepareColumns(values, rows),
});
