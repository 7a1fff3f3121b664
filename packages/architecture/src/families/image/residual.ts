import {
  residual as around,
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
import { float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { deeper, wider } from "../larger.ts";
import { stagesOf, stem } from "./stages.ts";

const block = (filters: number): readonly LayerLike[] => [
  around(conv2d(filters, 3), batchNorm(), relu, conv2d(filters, 3), batchNorm()),
  relu,
];

/** Each stage widens by a convolution, then adds to what it has, twice a block: gradients pass however deep it is. */
export const residual = defineFamily<"image">()({
  about: {
    name: "Residual convolutions",
    formula: "stages of (convolution, pool), then blocks x + f(x), f two convolutions; mean over places; dense",
    use: "images with much to tell apart, and minutes rather than seconds",
    pitfall: "on small images and few rows it is no better than plain, and costs twice as much",
    reference: "He et al. 2016; as in the nets of the DAWNBench competition, Coleman et al. 2017",
    seeAlso: ["plain", "separable"],
  },
  space: (facts) => ({
    width: int(12, 48, { log: true, tag: "model" }),
    stages: int(2, stagesOf(facts), { tag: "model" }),
    blocks: int(1, 2, { tag: "model" }),
    dropout: float(0, 0.4, { tag: "model" }),
  }),
  recipes: (facts) => [{ width: 16, stages: stagesOf(facts), blocks: 1, dropout: 0.1 }],
  grows: { width: wider, blocks: deeper },
  network: ({ width, stages, blocks, dropout: share }, facts) => {
    const layers: LayerLike[] = [...stem(facts)];
    for (let stage = 0; stage < stages; stage++) {
      const filters = width * 2 ** stage;
      layers.push(conv2d(filters, 3), batchNorm(), relu);
      if (stage < stages - 1) layers.push(maxPool(2));
      // The first stage is the largest picture and says the least.
      if (stage > 0) for (let i = 0; i < blocks; i++) layers.push(...block(filters));
    }
    return sequential(...layers, globalAveragePool(), ...(share > 0 ? [dropout(share)] : []), dense(facts.outputs));
  },
});
