import { notNegative, type OptionsOf, part } from "@kaviar/base/check";
import { normal, split, type Tensor, uniform } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { createInitializer } from "./contract/create-initializer.ts";

const read = options("sparse", {
  /** How much of each unit's incoming weights is 0, rounded up. */
  share: part.default(0.9),
  /** Of the rest. */
  std: notNegative.default(0.01),
});

export type SparseOptions = OptionsOf<typeof read>;

/**
 * N(0, std²), with the same number of zeros among the weights into each unit.
 *
 * ```ts
 * dense(64, { initializer: sparse({ share: 0.9 }) })
 * ```
 * Training fills the zeros; `holdZeros()` in the optimizer keeps them.
 */
export const sparse = createInitializer(
  {
    name: "Sparse",
    formula: "⌈share·n_in⌉ weights of each unit are 0, the others ~ N(0, σ²); share = 0.9, σ = 0.01",
    use: "units that see a few inputs each: many inputs, little saturation",
    pitfall: "training fills the zeros unless the optimizer holds them (holdZeros); σ knows nothing of the width",
    reference: "Martens 2010",
    seeAlso: ["randomNormal", "orthogonal"],
  },
  read,
  ({ share, std }) => {
    return (key, shape) => {
      const [first, second, ...kernel] = shape;
      if (first === undefined || second === undefined) {
        throw new ModelError("shape", `sparse needs a matrix or a kernel: got the shape [${shape.join(", ")}].`, {
          remedy: "For biases use zeroInitializer().",
        });
      }
      const [places, values] = split(key, 2) as [typeof key, typeof key];
      // The weights into a unit are a column of [in, out], and a row of a kernel [O, C·…].
      const axis = kernel.length === 0 ? 0 : 1;
      const matrix = [first, kernel.reduce((product, n) => product * n, second)];
      const zeros = Math.ceil(share * matrix[axis]!);
      const weights: Tensor = ranks(uniform(places, matrix), axis)
        .less(zeros)
        .where(0, normal(values, matrix, { std }));
      return weights.reshape(shape);
    };
  },
);

/** The place of each number among its line: sorting the order itself turns it around. */
const ranks = (x: Tensor, axis: number): Tensor<"int32"> => x.argsort(axis).argsort(axis);
