import { withCard } from "@kaviar/base/card";
import { type Tensor, tensor } from "@kaviar/tensor";
import type { Layer } from "../contract/layer.ts";
import { placesOf } from "../contract/steps.ts";

const table = (steps: number, features: number): Tensor =>
  tensor(
    Float32Array.from({ length: steps * features }, (_, at) => {
      const [t, i] = [Math.floor(at / features), at % features];
      const angle = t / 10000 ** ((i - (i % 2)) / features);
      return i % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    }),
    { shape: [steps, features] },
  );

const create = (): Layer => ({
  kind: "positionalEncoding",
  options: {},
  init: (_, inputShape) => ({ params: {}, state: {}, outputShape: inputShape }),
  apply: (_, state, x, { steps }) => {
    const [, length, features] = x.shape as [number, number, number];
    const rows = steps ? table(steps.length, features).gather(placesOf(steps, length)) : table(length, features);
    return { y: x.add(rows), state };
  },
});

/**
 * Adds to each step [N, T, F] waves that tell where it is. Nothing is learned, and any length will do.
 *
 * ```ts
 * sequential(embedding(100, 32), positionalEncoding(), transformerBlock({ heads: 4, hidden: 64 }))
 * ```
 * The waves are of size 1: an embedding that begins much smaller drowns in them.
 */
export const positionalEncoding = withCard(create, {
  about: {
    name: "Sinusoidal positions",
    formula: "x[t, 2i] + sin(t/10000^(2i/F)), x[t, 2i + 1] + cos(t/10000^(2i/F))",
    use: "before attention, when lengths vary",
    pitfall: "of size 1: scale small embeddings up by √F",
    reference: "Vaswani et al. 2017",
    seeAlso: ["positionalEmbedding", "multiHeadAttention"],
  },
});
