import { withCard } from "@kaviar/base/card";
import { data, type Tensor } from "@kaviar/tensor";
import { listParameters, type Parameters } from "../parameters/parameters.ts";
import { and, named, type Predicate } from "../parameters/predicate.ts";

/** Inputs of one layer that none of its units listens to. */
export interface Silenced {
  /** The weights' path: "dense/weight". */
  readonly path: string;
  readonly inputs: readonly number[];
  /** Inputs in all. */
  readonly of: number;
}

const isKernel: Predicate = and(named("weight"), ({ tensor }) => tensor.rank >= 2);

/** The axes of weights but the one of inputs: [in, out] of dense layers, [out, in, …] of convolutions. */
const otherAxes = ({ rank }: Tensor): number[] =>
  Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== (rank === 2 ? 0 : 1));

/**
 * Which inputs have lost all their weights, layer by layer: layers without such are left out.
 *
 * ```ts
 * await silencedInputs(model.params)                  // [{ path: "dense/weight", inputs: [3, 7], of: 20 }]
 * ```
 */
export const silencedInputs = withCard(
  async (parameters: Parameters): Promise<readonly Silenced[]> => {
    const kernels = listParameters(parameters).filter(isKernel);
    const largest = await data(kernels.map(({ tensor }) => tensor.abs().max(otherAxes(tensor))));
    return kernels.flatMap(({ path }, i) => {
      const sizes = Array.from(largest[i]!);
      const inputs = sizes.flatMap((size, input) => (size === 0 ? [input] : []));
      return inputs.length > 0 ? [{ path, inputs, of: sizes.length }] : [];
    });
  },
  {
    about: {
      name: "Silenced inputs",
      formula: "{ i : w_ij = 0 for all j }",
      use: "after proximalL1: which features the net does without",
      pitfall: "weights are exactly 0 only under proximalL1 or holdZeros; an L1 penalty leaves them small",
      reference: "Tibshirani 1996",
      seeAlso: ["proximalL1"],
    },
  },
);
