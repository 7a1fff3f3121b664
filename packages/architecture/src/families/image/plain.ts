import {
  batchNorm,
  conv2d,
  dense,
  dropout,
  globalAveragePool,
  type LayerLike,
  maxPool,
  relu,
  sequential,
} from "@kaviar/nn";
import { bool, choice, float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { deeper, wider } from "../larger.ts";
import { stagesOf, stem } from "./stages.ts";

/** Convolutions one after the other, and halves in between: each stage has twice the filters of the one before. */
export const plain = defineFamily<"image">()({
  about: {
    name: "Plain convolutions",
    formula: "stages of (convolution, batch norm, ReLU) × depth and a pool that halves; mean over places; dense",
    use: "the first thing to try on images, and hard to beat on small ones",
    pitfall: "beyond eight or ten layers it learns no more: then residual",
    reference: "Simonyan & Zisserman 2015; Ioffe & Szegedy 2015",
    seeAlso: ["residual", "separable"],
  },
  space: (facts) => ({
    width: int(12, 48, { log: true, tag: "model" }),
    stages: int(2, stagesOf(facts), { tag: "model" }),
    depth: int(1, 3, { tag: "model" }),
    kernel: choice([3, 5], { tag: "model" }),
    norm: bool({ tag: "model" }),
    dropout: float(0, 0.4, { tag: "model" }),
  }),
  recipes: (facts) =>
    [
      { width: 24, stages: stagesOf(facts), depth: 1, kernel: 3, norm: true, dropout: 0.1 },
      { width: 24, stages: stagesOf(facts), depth: 2, kernel: 3, norm: true, dropout: 0.2 },
    ] as const,
  grows: { width: wider, depth: deeper },
  network: ({ width, stages, depth, kernel, norm, dropout: share }, facts) => {
    const layers: LayerLike[] = [...stem(facts)];
    for (let stage = 0; stage < stages; stage++) {
      if (stage > 0) layers.push(maxPool(2));
      for (let i = 0; i < depth; i++)
        layers.push(conv2d(width * 2 ** stage, kernel), ...(norm ? [batchNorm()] : []), relu);
    }
    return sequential(...layers, globalAveragePool(), ...(share > 0 ? [dropout(share)] : []), dense(facts.outputs));
  },
});
