import { withCard } from "@kaviar/base/card";
import { whole } from "@kaviar/base/check";
import { eye, type Tensor } from "@kaviar/tensor";
import { argument } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { rowNumbers } from "./contract/row-numbers.ts";

const checkClasses = argument("oneHotEncode", "classes", whole(1));

const create = (classes: number): Layer<Tensor | Tensor<"int32">> => {
  checkClasses(classes);
  return {
    kind: "oneHotEncode",
    options: { classes },
    init: (_, inputShape) => ({ params: {}, state: {}, outputShape: [...inputShape, classes], multiplyAdds: 0 }),
    // Rows of the identity: a number that is no class stops the run, where `oneHot` would give a row of zeros.
    apply: (_, state, x) => ({ y: eye(classes).gather(rowNumbers(x, classes)), state }),
  };
};

/**
 * A 1 at the place of the number, 0 elsewhere: [N, T] becomes [N, T, classes].
 *
 * ```ts
 * sequential(oneHotEncode(4), lstm(16), dense(1))
 * ```
 * For many classes an `embedding` is the same with a `dense` behind, without the zeros.
 */
export const oneHotEncode = withCard(create, {
  about: {
    name: "One-hot encoding",
    formula: "yⱼ = 1 where j = x, else 0",
    use: "a few classes without an order",
    pitfall: "wide and empty with many classes: take an embedding",
    reference: "Harris & Harris 2012",
    seeAlso: ["embedding"],
  },
});
