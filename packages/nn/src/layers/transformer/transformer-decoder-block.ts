import { withCard } from "@kaviar/base/card";
import type { Shape, Tensor } from "@kaviar/tensor";
import type { Layer } from "../contract/layer.ts";
import { maskNamed } from "../contract/mask.ts";
import { written } from "../contract/written.ts";
import { type BlockOptions, blockOptions, blockParts } from "./contract/block.ts";

/** What a decoder works on, and the encoder's result that it looks at. */
export interface Decoded {
  readonly x: Tensor;
  readonly memory: Tensor;
  /** [N, T], true where x has something: its own unless said. A causal block needs none for what is filled up at the end. */
  readonly mask?: Tensor<"bool">;
  /** [N, S], true where the memory has something: its own unless said. */
  readonly memoryMask?: Tensor<"bool">;
}

const read = blockOptions("transformerDecoderBlock", true);

const create = (given: BlockOptions): Layer<Decoded> => {
  const { children, init, apply } = blockParts(read(given), true);
  return {
    kind: "transformerDecoderBlock",
    options: written({ causal: true, ...given, activation: undefined }),
    children,
    init: (key, shapes) => {
      const { x, memory } = shapes as unknown as Readonly<Record<"x" | "memory", Shape>>;
      return init(key, x, { cross: { query: x, key: memory } });
    },
    apply: (params, state, { x, memory, ...given }, context) => {
      const mask = given.mask ?? maskNamed(context.masks, "x");
      const memoryMask = given.memoryMask ?? maskNamed(context.masks, "memory");
      const attention = (query: Tensor) => ({ query, key: query, ...(mask ? { mask } : {}) });
      const cross = (query: Tensor) => ({ query, key: memory, ...(memoryMask ? { mask: memoryMask } : {}) });
      return { y: apply(params, state, x, context, { attention, cross }), state };
    },
  };
};

/**
 * A transformer block that also looks at an encoder's result: { x: [N, T, F], memory: [N, S, G] } gives [N, T, F].
 * Causal unless said. Each signal has its own mask, unless the record says another one.
 *
 * ```ts
 * define({ block: transformerDecoderBlock({ heads: 4, hidden: 128 }) }, ({ block }, { x, memory }) => block({ x, memory }))
 * ```
 */
export const transformerDecoderBlock = withCard(create, {
  about: {
    name: "Transformer decoder block",
    formula: "x ← x + attention(norm x); x ← x + attention(norm x, memory); x ← x + W₂ gelu(W₁ norm x)",
    use: "from one sequence to another: translation",
    pitfall: "in training it sees the targets shifted by one step: without the shift it copies",
    reference: "Vaswani et al. 2017",
    seeAlso: ["transformerBlock"],
  },
});
