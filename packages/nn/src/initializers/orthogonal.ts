import { finite, type OptionsOf } from "@kaviar/base/check";
import { arange, normal, scan, type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { createInitializer } from "./contract/create-initializer.ts";

const read = options("orthogonal", {
  /** By how much lengths grow: √2 before ReLU. */
  gain: finite.default(1),
});

export type OrthogonalOptions = OptionsOf<typeof read>;

/**
 * WᵀW = gain²·I, or WWᵀ where there are more columns than rows; of all such matrices each is as likely (Haar). A kernel
 * [O, C, …] is taken as the matrix [O, C·…].
 */
export const orthogonal = createInitializer(
  {
    name: "Orthogonal",
    formula: "WᵀW = gain²·I, gain = 1: Q of the QR decomposition of a normal matrix",
    use: "recurrent weights, and very deep nets: lengths are kept exactly",
    pitfall: "before ReLU it wants the gain √2; costs n³ at the start: about a second for 1024 units",
    reference: "Saxe et al. 2014",
    seeAlso: ["glorotUniform", "identityInitializer"],
  },
  read,
  ({ gain }) => {
    return (key, shape) => {
      const [rows, ...rest] = shape;
      if (rows === undefined || rest.length === 0) {
        throw new ModelError("shape", `orthogonal needs a matrix or a kernel: got the shape [${shape.join(", ")}].`, {
          remedy: "For biases use zeroInitializer().",
        });
      }
      const columns = rest.reduce((product, n) => product * n, 1);
      const wide = orthonormalRows(normal(key, [Math.min(rows, columns), Math.max(rows, columns)]));
      return (rows > columns ? wide.transpose() : wide).mul(gain).reshape(shape);
    };
  },
);

/** Gram and Schmidt, row by row; what rounding leaves of earlier rows is taken out a second time ("twice is enough"). */
const orthonormalRows = (a: Tensor): Tensor => {
  const numbers = arange(a.shape[0]!);
  const [, rows] = scan(
    (done: Tensor, { row, number }: { row: Tensor; number: Tensor }) => {
      const withoutDone = (v: Tensor) => v.sub(done.matmul(v).matmul(done));
      const v = withoutDone(withoutDone(row));
      const unit = v.div(v.norm());
      return [numbers.equal(number).expandDims(-1).where(unit, done), unit];
    },
    zeros(a.shape),
    { row: a, number: numbers },
  );
  return rows;
};
