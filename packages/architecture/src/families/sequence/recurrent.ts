import {
  bidirectional,
  dense,
  dropout,
  globalAveragePool,
  gru,
  type LayerLike,
  lstm,
  relu,
  sequential,
} from "@kaviar/nn";
import { bool, choice, float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { wider } from "../larger.ts";
import { opening, patches, strideFor } from "./opening.ts";

const cells = { gru, lstm } as const;

/** Recurrent layers, forwards or both ways; of long series windows become steps first. */
export const recurrent = defineFamily<"sequence">()({
  about: {
    name: "Recurrent layers",
    formula: "windows of `stride` steps as one; hₜ = f(hₜ₋₁, xₜ), layer by layer; the last state or the mean; dense",
    use: "sequences of tens to some hundred steps where order counts more than shape",
    pitfall: "steps are computed one after the other: slow on long series, and what is far back fades",
    reference: "Hochreiter & Schmidhuber 1997; Cho et al. 2014",
    seeAlso: ["transformer", "convolutions"],
  },
  space: () => ({
    cell: choice(["gru", "lstm"], { tag: "model" }),
    units: int(16, 128, { log: true, tag: "model" }),
    layers: int(1, 2, { tag: "model" }),
    bothWays: bool({ tag: "model" }),
    pool: choice(["last", "mean"], { tag: "model" }),
    stride: choice([1, 2, 4, 8, 16], { tag: "model" }),
    dropout: float(0, 0.5, { tag: "model" }),
  }),
  recipes: (facts) =>
    [
      { cell: "gru", units: 48, layers: 1, bothWays: true, pool: "mean", stride: strideFor(facts), dropout: 0.1 },
      { cell: "lstm", units: 64, layers: 2, bothWays: true, pool: "last", stride: strideFor(facts), dropout: 0.2 },
    ] as const,
  grows: { units: wider },
  network: ({ cell, units, layers, bothWays, pool, stride, dropout: share }, facts) => {
    const recur: LayerLike[] = [];
    for (let layer = 0; layer < layers; layer++) {
      const own = cells[cell](units, { sequence: pool === "mean" || layer < layers - 1 });
      recur.push(bothWays ? bidirectional(own) : own);
    }
    return sequential(
      ...opening(facts),
      ...(stride > 1 ? [patches(units, stride), relu] : []),
      ...recur,
      ...(pool === "mean" ? [globalAveragePool()] : []),
      ...(share > 0 ? [dropout(share)] : []),
      dense(facts.outputs),
    );
  },
});
