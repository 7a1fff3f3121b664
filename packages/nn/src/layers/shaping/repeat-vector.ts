import { withCard } from "@kaviar/base/card";
import { whole } from "@kaviar/base/check";
import { ModelError } from "../../error.ts";
import { argument } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";

const checkCount = argument("repeatVector", "count", whole(1));

const create = (count: number): Layer => {
  checkCount(count);
  return {
    kind: "repeatVector",
    options: { count },
    init: (_, inputShape) => {
      if (inputShape.length === 1) return { params: {}, state: {}, outputShape: [count, inputShape[0]!] };
      throw new ModelError("shape", `repeatVector needs rows [N, F]: got examples of shape [${inputShape}].`, {
        remedy: "Make it one row first: the last output of a recurrent layer, globalAveragePool() or flatten.",
      });
    },
    apply: (_, state, x) => ({ y: x.expandDims(1).broadcastTo([x.shape[0]!, count, x.shape[1]!]), state, mask: null }),
  };
};

/**
 * The same row at each of so many steps: [N, F] becomes [N, count, F].
 *
 * ```ts
 * sequential(lstm(16), repeatVector(12), lstm(16, { sequence: true }), dense(1))       // from a sequence to another
 * ```
 */
export const repeatVector = withCard(create, {
  about: {
    name: "Row at each step",
    formula: "yₜ = x for t = 1…T",
    use: "between an encoder that makes one row and a decoder that reads a sequence",
    pitfall: "one row has to hold all of the sequence: with states or attention the decoder sees more",
    reference: "Cho et al. 2014",
    seeAlso: ["lstm", "timeDistributed"],
  },
});
