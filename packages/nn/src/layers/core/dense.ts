import { withCard } from "@kaviar/base/card";
import { type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import type { Initializer } from "../../initializers/contract/initializer.ts";
import { hasOwnShift } from "../contract/has-own-shift.ts";
import { initializerFor } from "../contract/initializer-for.ts";
import type { Layer } from "../contract/layer.ts";
import { checkWhole } from "../contract/options.ts";

export interface DenseOptions {
  /** Chosen by the activation that follows unless said: He for the ReLU family, Glorot otherwise. */
  readonly initializer?: Initializer;
  /** Left out before a batch norm, whose own shift takes its place. */
  readonly bias?: boolean;
}

/**
 * Every output is a weighted sum of every input: y = x·W + b, over the last axis.
 *
 * ```ts
 * sequential(dense(64), relu, dense(10))
 * ```
 */
export const dense = withCard(
  (units: number, options: DenseOptions = {}): Layer => {
    checkWhole("dense", "units", units);
    if ("activation" in options) {
      throw new ModelError("layer", "dense has no `activation`: an activation is a layer of its own.", {
        remedy: `Put it behind: sequential(dense(${units}), relu, …).`,
      });
    }
    return {
      kind: "dense",
      options: { units, ...(options.bias === undefined ? {} : { bias: options.bias }) },
      init: (key, inputShape, following) => {
        const inputs = inputShape.at(-1);
        if (inputs === undefined) {
          throw new ModelError(
            "shape",
            "dense needs inputs with features along the last axis: got one number an example.",
            {
              remedy: "Give x the shape [N, 1].",
            },
          );
        }
        const initializer = options.initializer ?? initializerFor(following);
        const weight = initializer(key, [inputs, units], { in: inputs, out: units });
        const bias = options.bias ?? !hasOwnShift(following);
        return {
          params: bias ? { weight, bias: zeros([units]) } : { weight },
          state: {},
          outputShape: [...inputShape.slice(0, -1), units],
          multiplyAdds: inputShape.slice(0, -1).reduce((product, n) => product * n, inputs * units),
        };
      },
      apply: ({ weight, bias }, state, x) => {
        const product = x.matmul(weight as Tensor);
        return { y: bias ? product.add(bias as Tensor) : product, state };
      },
    };
  },
  {
    about: {
      name: "Dense",
      formula: "y = xW + b",
      use: "where every output may depend on every input: rows of a table, the head of a net",
      pitfall:
        "dense layers without an activation between them are one linear map, however many; images go through flatten or globalAveragePool first",
      reference: "Rosenblatt 1958",
      seeAlso: ["conv2d", "embedding", "flatten"],
    },
  },
);
