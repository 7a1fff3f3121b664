import { withCard } from "@kaviar/base/card";
import type { Layer } from "../contract/layer.ts";
import { written } from "../contract/written.ts";
import { type BlockOptions, blockOptions, blockParts } from "./contract/block.ts";

const read = blockOptions("transformerBlock", false);

const create = (given: BlockOptions): Layer => {
  const { children, init, apply } = blockParts(read(given), false);
  return {
    kind: "transformerBlock",
    options: written({ ...given, activation: undefined }),
    children,
    init: (key, inputShape) => init(key, inputShape),
    apply: (params, state, x, context) => ({ y: apply(params, state, x, context), state }),
  };
};

/**
 * Attention, then a feed-forward net at each step, both added to what came in: [N, T, F] stays [N, T, F].
 *
 * ```ts
 * sequential(embedding(100, 32), positionalEncoding(), transformerBlock({ heads: 4, hidden: 128 }), dense(100))
 * ```
 * After the last block with `norm: "before"` comes a `layerNorm()`: nothing else brings the sum back to size.
 */
export const transformerBlock = withCard(create, {
  about: {
    name: "Transformer block",
    formula: "x ← x + attention(norm x); x ← x + W₂ gelu(W₁ norm x)",
    use: "text and other sequences, encoders; with causal, language models",
    pitfall: 'needs positions; with norm: "after" it also needs a warm-up of the rate',
    reference: "Vaswani et al. 2017; norm before: Xiong et al. 2020",
    seeAlso: ["transformerDecoderBlock", "multiHeadAttention"],
  },
});
