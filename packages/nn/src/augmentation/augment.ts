import { withCard } from "@kaviar/base/card";
import { ModelError } from "../error.ts";
import type { Layer } from "../layers/contract/layer.ts";
import type { Augmentation } from "./contract/augmentation.ts";

/**
 * Any function of a key and a batch as a layer that acts in training only.
 *
 * ```ts
 * sequential(augment((key, x) => x.mul(uniform(key, [x.shape[0]!, 1], { low: 0.9, high: 1.1 }))), dense(8))
 * ```
 * Shapes must stay as they are. A file does not hold the function: to load the model again, give its layers to `load`.
 */
export const augment = withCard(
  function augment(augmentation: Augmentation): Layer {
    return {
      kind: "augment",
      init: (_, inputShape) => ({ params: {}, state: {}, outputShape: inputShape }),
      apply: (_, state, x, context) => {
        if (!context.training) return { y: x, state };
        const y = augmentation(context.key, x);
        if (y.shape.join() === x.shape.join()) return { y, state };
        throw new ModelError(
          "layer",
          `An augmentation keeps shapes: it made [${y.shape.join(", ")}] of [${x.shape.join(", ")}].`,
        );
      },
    };
  },
  {
    about: {
      name: "Augment",
      formula: "y = f(key, x) in training, x at prediction",
      use: "an augmentation of your own",
      pitfall: "one draw for a whole batch, [] instead of [N, 1], moves all examples alike",
      reference: "Shorten & Khoshgoftaar 2019",
      seeAlso: ["randomFlip", "jitter"],
    },
  },
);
