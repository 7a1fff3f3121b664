import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { fold, type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { argument, options } from "../../options.ts";
import { hasOwnShift } from "../contract/has-own-shift.ts";
import { initializerFor } from "../contract/initializer-for.ts";
import { initializerLaw } from "../contract/initializer-law.ts";
import type { Layer } from "../contract/layer.ts";
import { written } from "../contract/written.ts";

const checkUnits = argument("dense", "units", whole(1));
const read = options("dense", {
  /** Chosen by the activation that follows unless said: He for the ReLU family, Glorot otherwise. */
  initializer: initializerLaw.optional(),
  /** Of the bias: 0 unless said. */
  biasInitializer: initializerLaw.optional(),
  /** Left out before a batch norm, whose own shift takes its place. */
  bias: flag.optional(),
});

export type DenseOptions = OptionsOf<typeof read>;

/**
 * Every output is a weighted sum of every input: y = x·W + b, over the last axis.
 *
 * ```ts
 * sequential(dense(64), relu, dense(10))
 * ```
 */
export const dense = withCard(
  (units: number, given: DenseOptions = {}): Layer => {
    checkUnits(units);
    const { initializer, biasInitializer, bias } = read(given);
    return {
      kind: "dense",
      options: written({ units, ...given }),
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
        const fans = { in: inputs, out: units };
        const weight = (initializer ?? initializerFor(following))(key, [inputs, units], fans);
        const shifted = bias ?? (biasInitializer !== undefined || !hasOwnShift(following));
        const shift = () => biasInitializer?.(fold(key, 1), [units], fans) ?? zeros([units]);
        return {
          params: shifted ? { weight, bias: shift() } : { weight },
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
