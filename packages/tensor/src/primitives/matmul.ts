import { applyOne, type Primitive } from "../core/primitive.ts";
import { type Abstract, type AnyTensor, nodeOf } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { isFloat } from "../values/dtype.ts";
import { broadcastShapes, range, sameShape, showShape } from "../values/shape.ts";
import { generate, multiply, read } from "../values/values.ts";
import { full } from "./constant.ts";
import { alignBatch, describeOperands, sumTo } from "./elementwise.ts";

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
    if (inputs.every(({ size }) => size > 0)) return scaledByWeights(inputs[0]!, inputs[1]!);
    const [{ shape, dtype }] = matmulPrimitive.infer(inputs, null) as [Abstract];
    return full(shape, 0, dtype);
  },
  evaluate: ([left, right], _, [output]) => [
    generate(output!.shape, output!.dtype, (at) => {
      const lead = at.slice(0, -2);
      const inner = range(left!.shape.at(-1)!);
      const product = (k: number) =>
        multiply(output!.dtype, read(left!, [...lead, at.at(-2)!, k]), read(right!, [...lead, k, at.at(-1)!]));
      return inner.reduce((sum, k) => sum + product(k), 0);
    }),
  ],
  lower: (emit, inputs) => [emit.op("MatMul", inputs)],
  derivative: ({ inputs: [left, right], needed }, [d]) => [
    needed[0] ? leftCotangent(left!, right!, d!) : undefined,
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

/** With so many rows an example for each column of the weights, a batch has far more rows than there are weights. */
const rowsForColumn = 1 / 8;

/**
 * (x·s + b)·W, a number of s and b for each column of x (the end of a layer norm), is x·(sW) + bW: two passes over
 * the rows less, and as many on the way back. The number of examples does not decide, so that a file serves any.
 */
const scaledByWeights = (left: AnyTensor, right: AnyTensor): AnyTensor | undefined => {
  if (right.rank !== 2 || left.rank < 3 || !isFloat(left.dtype)) return undefined;
  const [columns, wide] = right.shape as [number, number];
  if (left.size / left.shape[0]! < rowsForColumn * wide * columns) return undefined;
  const isColumns = (x: AnyTensor) => x.size === columns && x.shape.at(-1) === columns;
  const operands = (name: string, x: AnyTensor): readonly [AnyTensor, AnyTensor] | undefined => {
    const node = nodeOf(x);
    if (node?.primitive.name !== name || !sameShape(node.inputs[0]!.shape, x.shape)) return undefined;
    return isColumns(node.inputs[1]!) ? [node.inputs[0]!, node.inputs[1]!] : undefined;
  };
  const [product, shift] = operands("add", left) ?? [left, undefined];
  const [x, scale] = operands("mul", product) ?? [];
  if (!x || !scale) return undefined;
  const scaled = x.matmul(scale.reshape([columns, 1]).mul(right));
  return shift ? scaled.add(shift.reshape([1, columns]).matmul(right).reshape([right.shape[1]!])) : scaled;
};

export const turned = (x: AnyTensor): AnyTensor => x.transpose([...range(x.rank - 2), x.rank - 1, x.rank - 2]);

const product = (left: AnyTensor, right: AnyTensor): AnyTensor => applyOne(matmulPrimitive, [left, right], null);

/** Is it another matrix, turned over? Then its cotangent is written turned over as well, and the two cancel. */
const isTurned = (x: AnyTensor): boolean => {
  const node = nodeOf(x);
  if (node?.primitive.name !== "transpose") return false;
  const { order } = node.params as { readonly order: readonly number[] };
  return order.slice(0, -2).every((axis, i) => axis === i);
};

const leftCotangent = (left: AnyTensor, right: AnyTensor, d: AnyTensor): AnyTensor => {
  // Many matrices times one are one product of all rows, as long as it is the right one.
  const cotangent =
    isTurned(left) && right.rank === left.rank ? turned(product(right, turned(d))) : product(d, turned(right));
  return sumTo(cotangent, left.shape);
};

/** Where the right operand is one matrix for all leading axes, its sum over them is one product of stacked rows. */
const rightCotangent = (left: AnyTensor, right: AnyTensor, d: AnyTensor): AnyTensor => {
  if (right.rank === 2 && left.rank > 2) {
    const rows = (x: AnyTensor) => x.reshape([-1, x.shape.at(-1)!]);
    return rightCotangent(rows(left), right, rows(d));
  }
  const cotangent = isTurned(right) ? turned(product(turned(d), left)) : product(turned(left), d);
  return sumTo(cotangent, right.shape);
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
