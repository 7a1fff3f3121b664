import { finite, type OptionsOf } from "@kaviar/base/check";
import { eye, type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { createInitializer } from "./contract/create-initializer.ts";

const read = options("identityInitializer", {
  /** What stands on the diagonal. */
  gain: finite.default(1),
});

export type IdentityOptions = OptionsOf<typeof read>;

/** The layer begins as the identity: the unit matrix for [in, out], a 1 in the middle of the kernel for convolutions. */
export const identityInitializer = createInitializer(
  {
    name: "Identity",
    formula: "W = gain·I, gain = 1",
    use: "recurrent weights before ReLU; layers put into a trained net that are to change nothing at first",
    pitfall: "symmetric: a stack of such layers without noise learns slowly to differ",
    reference: "Le et al. 2015",
    seeAlso: ["orthogonal", "zeroInitializer"],
  },
  read,
  ({ gain }) => {
    return (_, shape) => {
      const [rows, columns, ...kernel] = shape;
      if (rows === undefined || columns === undefined) {
        throw new ModelError(
          "shape",
          `identityInitializer needs a matrix or a kernel: got the shape [${shape.join(", ")}].`,
          {
            remedy: "For biases use zeroInitializer().",
          },
        );
      }
      const unit = eye(rows, columns).mul(gain);
      if (kernel.length === 0) return unit;
      return unit.reshape([rows, columns, ...kernel.map(() => 1)]).mul(middleOf(kernel));
    };
  },
);

/** 1 in the middle, else 0; of an even length the left of the two, as "same" padding wants it. */
const middleOf = (kernel: readonly number[]): Tensor => {
  const middle = kernel.reduce((at, n) => at * n + Math.floor((n - 1) / 2), 0);
  const numbers = new Float32Array(kernel.reduce((product, n) => product * n, 1));
  numbers[middle] = 1;
  return tensor(numbers, { shape: kernel });
};
