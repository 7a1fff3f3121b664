import {
  residual as around,
  batchNorm,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  globalAveragePool,
  type LayerLike,
  maxPool,
  relu,
  sequential,
} from "@kaviar/nn";
import { choice, float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { deeper, wider } from "../larger.ts";
import { stagesOf, stem } from "./stages.ts";

const block = (filters: number, expansion: number): LayerLike =>
  around(
    conv2d(filters * expansion, 1),
    batchNorm(),
    relu,
    depthwiseConv2d(3),
    batchNorm(),
    relu,
    conv2d(filters, 1),
    batchNorm(),
  );

/** Places and channels are looked at apart: few weights and few multiplications for what it sees. */
export const separable = defineFamily<"image">()({
  about: {
    name: "Depthwise-separable convolutions",
    formula: "stages of blocks x + (1 × 1 up, 3 × 3 of each channel by itself, 1 × 1 down); mean over places; dense",
    use: "a small file, and fast predictions on a phone",
    pitfall: "a convolution of each channel by itself is no faster here than its multiplications say: it trains slowly",
    reference: "Howard et al. 2017; Sandler et al. 2018",
    seeAlso: ["plain", "residual"],
  },
  space: (facts) => ({
    width: int(12, 32, { log: true, tag: "model" }),
    stages: int(2, stagesOf(facts), { tag: "model" }),
    blocks: int(1, 2, { tag: "model" }),
    expansion: choice([2, 4], { tag: "model" }),
    dropout: float(0, 0.4, { tag: "model" }),
  }),
  recipes: (facts) =>
    [{ width: 16, stages: Math.min(3, stagesOf(facts)), blocks: 1, expansion: 2, dropout: 0.1 }] as const,
  grows: { width: wider, blocks: deeper },
  network: ({ width, stages, blocks, expansion, dropout: share }, facts) => {
    const layers: LayerLike[] = [...stem(facts)];
    for (let stage = 0; stage < stages; stage++) {
      const filters = width * 2 ** stage;
      layers.push(conv2d(filters, 3), batchNorm(), relu);
      if (stage < stages - 1) layers.push(maxPool(2));
      for (let i = 0; i < blocks; i++) layers.push(block(filters, expansion));
    }
    return sequential(...layers, globalAveragePool(), ...(share > 0 ? [dropout(share)] : []), dense(facts.outputs));
  },
});
