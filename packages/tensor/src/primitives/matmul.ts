import { isFloat } from "../dtype.ts";
import { TensorError } from "../error.ts";
import { generate, read } from "../reference/values.ts";
import { broadcastShapes, range, showShape } from "../shape.ts";
import type { Abstract, AnyTensor } from "../tensor.ts";
import { full } from "./constant.ts";
import { alignBatch, describeOperands, sumTo } from "./elementwise.ts";
import { applyOne, type Primitive } from "./primitive.ts";

/** [… m, k] · [… k, n], leading axes broadcast. Both operands have at least two axes; `matmul` sees to vectors. */
export const matmulPrimitive: Primitive<null> = {
  name: "matmul",
  infer: ([left, right]) => {
    checkMatmul(left!, right!);
    const lead = broadcastShapes(left!.shape.slice(0, -2), right!.shape.slice(0, -2));
    if (!lead)
      throw mismatch(
        "matmul needs leading axes that line up",
        left!,
        right!,
        "Reshape one of them, or put in axes of length 1.",
      );
    return [{ shape: [...lead, left!.shape.at(-2)!, right!.shape.at(-1)!], dtype: left!.dtype }];
  },
  // Sums of nothing; the runtime stops at some of them.
  simplify: (inputs) => {
    if (inputs.every(({ size }) => size > 0)) return undefined;
    const [{ shape, dtype }] = matmulPrimitive.infer(inputs, null) as [Abstract];
    return full(shape, 0, dtype);
  },
  evaluate: ([left, right], _, [output]) => [
    generate(output!.shape, output!.dtype, (at) => {
      const lead = at.slice(0, -2);
      const inner = range(left!.shape.at(-1)!);
      const product = (k: number) => read(left!, [...lead, at.at(-2)!, k]) * read(right!, [...lead, k, at.at(-1)!]);
      return inner.reduce((sum, k) => sum + product(k), 0);
    }),
  ],
  lower: (emit, inputs) => [emit.op("MatMul", inputs)],
  derivative: ({ inputs: [left, right], needed }, [d]) => [
    needed[0] ? sumTo(applyOne(matmulPrimitive, [d!, turned(right!)], null), left!.shape) : undefined,
    needed[1] ? rightCotangent(left!, right!, d!) : undefined,
  ],
  batch: (inputs, batched) => {
    const rank = Math.max(...inputs.map((x, i) => x.rank - (batched[i] ? 1 : 0)));
    return [
      applyOne(
        matmulPrimitive,
        inputs.map((x, i) => (batched[i] ? alignBatch(x, rank) : x)),
        null,
      ),
    ];
  },
};

export const turned = (x: AnyTensor): AnyTensor => x.transpose([...range(x.rank - 2), x.rank - 1, x.rank - 2]);

/** Where the right operand is one matrix for all leading axes, its sum over them is one product of stacked rows. */
const rightCotangent = (left: AnyTensor, right: AnyTensor, d: AnyTensor): AnyTensor => {
  if (right.rank === 2 && left.rank > 2) {
    const rows = (x: AnyTensor) => x.reshape([-1, x.shape.at(-1)!]);
    return applyOne(matmulPrimitive, [turned(rows(left)), rows(d)], null);
  }
  return sumTo(applyOne(matmulPrimitive, [turned(left), d], null), right.shape);
};

const checkMatmul = (left: AnyTensor, right: AnyTensor): void => {
  if (left.dtype !== right.dtype) {
    throw new TensorError("dtype", `matmul needs operands of one dtype: got ${left.dtype} and ${right.dtype}.`, {
      operands: describeOperands([left, right]),
      remedy: `Cast one of them: x.cast("${isFloat(left.dtype) ? left.dtype : right.dtype}").`,
    });
  }
  if (left.dtype === "bool")
    throw mismatch("matmul is not defined for bool", left, right, `Cast first: x.cast("float32").`);
  if (left.shape.at(-1) === right.shape.at(-2)) return;
  throw mismatch(
    "matmul needs the last axis of the left to equal the second-to-last of the right",
    left,
    right,
    "Transpose one of them, or reshape so that the inner axes agree.",
  );
};

const mismatch = (law: string, left: AnyTensor, right: AnyTensor, remedy: string) =>
  new TensorError("shape", `${law}: got ${showShape(left.shape)} · ${showShape(right.shape)}.`, {
    operands: describeOperands([left, right]),
    remedy,
  });
