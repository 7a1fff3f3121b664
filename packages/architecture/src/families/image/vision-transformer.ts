import {
  conv2d,
  dense,
  globalAveragePool,
  type LayerLike,
  layerNorm,
  permute,
  positionalEmbedding,
  reshape,
  sequential,
  transformerBlock,
} from "@kaviar/nn";
import { choice, float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import type { ImageFacts } from "../../contract/facts.ts";
import { deeper } from "../larger.ts";

/** Of fewer rows it is not worth being tried first. */
const manyRows = 10_000;

/** Places along the shorter side: more of them than these cost more than they tell. */
const places = 8;

const patchOf = ({ shape: [, height, width] }: ImageFacts): number =>
  Math.max(2, Math.round(Math.min(height, width) / places));

/** Squares of pixels as the words of a sentence, each of which looks at all others. */
export const visionTransformer = defineFamily<"image">()({
  about: {
    name: "Small vision transformer",
    formula: "squares of pixels → vectors + places; transformer blocks; mean over squares; dense",
    use: "many images, and what depends on parts that lie far apart",
    pitfall: "it knows nothing of neighbours: on thousands of images rather than millions convolutions are ahead",
    reference: "Dosovitskiy et al. 2021",
    seeAlso: ["plain", "residual"],
  },
  space: () => ({
    width: choice([32, 64, 96, 128], { tag: "model" }),
    depth: int(2, 6, { tag: "model" }),
    heads: choice([2, 4], { tag: "model" }),
    dropout: float(0, 0.3, { tag: "model" }),
  }),
  recipes: ({ rows }) => (rows < manyRows ? [] : ([{ width: 64, depth: 4, heads: 4, dropout: 0.1 }] as const)),
  grows: { depth: deeper },
  network: ({ width, depth, heads, dropout }, facts) => {
    const patch = patchOf(facts);
    const [, height, across] = facts.shape;
    const count = Math.ceil(height / patch) * Math.ceil(across / patch);
    const blocks = Array.from(
      { length: depth },
      (): LayerLike => transformerBlock({ heads, hidden: 2 * width, dropout }),
    );
    return sequential(
      conv2d(width, patch, { stride: patch }),
      reshape([width, count]),
      permute([2, 1]),
      positionalEmbedding(count),
      ...blocks,
      layerNorm(),
      globalAveragePool(),
      dense(facts.outputs),
    );
  },
});
