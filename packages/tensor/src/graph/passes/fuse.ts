import { type Body, formals } from "../../core/body.ts";
import { applyOne } from "../../core/primitive.ts";
import { rewrite } from "../../core/rewrite.ts";
import { type AnyTensor, type Node, nodeOf } from "../../core/tensor.ts";
import { usesOf } from "../../core/walk.ts";
import { constant, uniformValue } from "../../primitives/constant.ts";
import { type GemmParams, gemmPrimitive } from "../../primitives/gemm.ts";
import type { ReductionParams } from "../../primitives/reductions.ts";
import { broadcastShapes, range, type Shape, sameShape } from "../../values/shape.ts";
import { rewriteDeep } from "../each-loop.ts";

/**
 * Several operators as the one that the runtime has: a matrix product with its transposes, bias and scale is one Gemm,
 * also of rows under several axes; so is a·x + b·y on flat rows (a product with a 1 × 1 matrix), in one pass over memory
 * instead of three (numbers are moved out of quotients for it, which may change the last bit); and a sum over rows is a
 * product with a row of ones, up to 10 times as fast as ReduceSum.
 */
export const fuse = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): AnyTensor[] => {
  const uses = usesOf(outputs, given);
  const rule = (node: Node, inputs: readonly AnyTensor[]): readonly AnyTensor[] | undefined => {
    const deep = rewriteDeep(node, inputs, (body: Body) => fuse(body.outputs, formals(body)));
    if (deep) return deep;
    if (node.outputs.length !== 1 || node.outputs[0]!.dtype !== "float32") return undefined;
    const once = (i: number) => uses.get(node.inputs[i]!) === 1;
    const fused =
      alignNumber(node, inputs) ??
      fuseProduct(node, inputs) ??
      fuseRowSum(node, inputs, once) ??
      fuseRows(node, inputs, once) ??
      fuseBias(node, inputs, once);
    return fused && [fused];
  };
  return rewrite(outputs, new Map(given.map((tensor) => [tensor, tensor])), rule);
};

/** Beside a column [… , 1] the runtime takes one element at a time, unless the number has as many axes. */
const alignNumber = ({ primitive, params }: Node, inputs: readonly AnyTensor[]): AnyTensor | undefined => {
  const rank = Math.max(...inputs.map((x) => x.rank));
  const isColumn = inputs.some((x) => x.rank === rank && rank > 1 && x.size > 1 && x.shape.at(-1) === 1);
  if (!primitive.elementwise || !isColumn) return undefined;
  const aligned = inputs.map((x) => {
    const known = x.rank < rank ? uniformValue(x) : undefined;
    return known === undefined || x.size > 1 ? x : constant([known], new Array<number>(rank).fill(1), x.dtype);
  });
  return aligned.every((x, i) => x === inputs[i]) ? undefined : applyOne(primitive, aligned, params);
};

const gemm = (inputs: readonly AnyTensor[], params: Partial<GemmParams>): AnyTensor =>
  applyOne(gemmPrimitive, inputs, { transA: false, transB: false, alpha: 1, beta: 1, ...params });

const transposed = (x: AnyTensor): AnyTensor | undefined => {
  const node = nodeOf(x);
  return node?.primitive.name === "transpose" && x.rank === 2 ? node.inputs[0] : undefined;
};

/** Rows of all leading axes, one below the other. */
const asRows = (x: AnyTensor): AnyTensor => x.reshape([-1, x.shape.at(-1)!]);

const fuseProduct = ({ primitive }: Node, [a, b]: readonly AnyTensor[]): AnyTensor | undefined => {
  if (primitive.name !== "matmul" || b!.rank !== 2 || a!.size === 0 || b!.size === 0) return undefined;
  const [left, right] = [transposed(a!), transposed(b!)];
  const product = gemm([left ?? asRows(a!), right ?? b!], { transA: left !== undefined, transB: right !== undefined });
  return product.reshape([...a!.shape.slice(0, -1), b!.shape[1]!]);
};

/** Above this the two take the same time; more ones than `mostRows` would make the file large. */
const largestSummed = 2_000_000;
const mostRows = 16_384;

const fuseRowSum = (
  { primitive, params, outputs }: Node,
  [x]: readonly AnyTensor[],
  once: (i: number) => boolean,
): AnyTensor | undefined => {
  if (primitive.name !== "sum") return undefined;
  const { of, axes } = (once(0) ? sumOfSum(x!, params as ReductionParams) : undefined) ?? {
    of: x!,
    ...(params as ReductionParams),
  };
  const shape = outputs[0]!.shape;
  const isLeading = axes.length === of.rank - 1 && !axes.includes(of.rank - 1) && of.rank > 1;
  const rows = of.size / of.shape.at(-1)!;
  if (!isLeading || of.size === 0 || of.size > largestSummed || rows > mostRows)
    return of === x ? undefined : of.sum(axes).reshape(shape);
  const ones = constant(new Float32Array(rows).fill(1), [1, rows], "float32");
  return gemm([ones, asRows(of)], {}).reshape(shape);
};

/** What a sum of sums is the sum of, over the axes of both. */
const sumOfSum = (x: AnyTensor, { axes }: ReductionParams) => {
  const inner = nodeOf(x);
  if (inner?.primitive.name !== "sum") return undefined;
  const { axes: before, keepDims } = inner.params as ReductionParams;
  const of = inner.inputs[0]!;
  const left = range(of.rank).filter((axis) => keepDims || !before.includes(axis));
  return { of, axes: [...new Set([...before, ...axes.map((axis) => left[axis]!)])].sort((a, b) => a - b) };
};

/** A shorter row costs its call, not its pass over memory; over a longer one two plain operators share threads better. */
const shortestRow = 64;
const longestRow = 1_000_000;
const isRow = ({ shape }: AnyTensor): boolean =>
  shape.length === 2 && shape[0] === 1 && shape[1]! >= shortestRow && shape[1]! <= longestRow;

/** A row times a number: the row, a factor known now, and one that is a tensor. */
interface Scaled {
  readonly row: AnyTensor;
  readonly factor: number;
  readonly by: AnyTensor | undefined;
}

const unscaled = (row: AnyTensor): Scaled => ({ row, factor: 1, by: undefined });

const times = ({ row, factor, by }: Scaled, number: AnyTensor): Scaled => {
  const known = uniformValue(number);
  if (known !== undefined) return { row, factor: factor * known, by };
  return { row, factor, by: by ? by.reshape([]).mul(number.reshape([])) : number };
};

/** Takes the numbers out of x = a·row, row/a, or (a·row)/other. */
const scaled = (x: AnyTensor): Scaled => {
  const node = nodeOf(x);
  const [left, right] = node?.inputs ?? [];
  if (node?.primitive.name === "mul") {
    if (right!.size === 1) return times(scaled(left!), right!);
    if (left!.size === 1) return times(scaled(right!), left!);
  }
  if (node?.primitive.name === "div" && isRow(left!)) {
    if (right!.size === 1) return times(scaled(left!), right!.reciprocal());
    const { row, factor, by } = scaled(left!);
    if (row !== left) return { row: row.div(right!), factor, by };
  }
  return unscaled(x);
};

/** One number as a 1 × 1 matrix. */
const asMatrix = (x: AnyTensor): AnyTensor => {
  const known = uniformValue(x);
  return known === undefined ? x.reshape([1, 1]) : constant([known], [1, 1], "float32");
};

const isPlain = ({ factor, by }: Scaled): boolean => factor === 1 && by === undefined;

const fuseRows = (
  { primitive: { name } }: Node,
  inputs: readonly AnyTensor[],
  once: (i: number) => boolean,
): AnyTensor | undefined => {
  if (name !== "add" && name !== "sub") return undefined;
  const [x, y] = inputs.map((input, i) => (once(i) && isRow(input) ? scaled(input) : unscaled(input))) as [
    Scaled,
    Scaled,
  ];
  const sign = name === "sub" ? -1 : 1;
  if (isPlain(x) && isPlain(y)) return undefined;
  // The addend may be any row, or one number; its factor one that is known now.
  const isAddend = ({ row, by }: Scaled) => by === undefined && (isRow(row) || row.size === 1);
  const product = (a: Scaled, alpha: number, c: Scaled, beta: number) => {
    const left = a.by ? asMatrix(a.by) : constant([1], [1, 1], "float32");
    return gemm([left, a.row, isRow(c.row) ? c.row : asMatrix(c.row)], {
      alpha: alpha * a.factor,
      beta: beta * c.factor,
    });
  };
  if (isRow(x.row) && !isPlain(x) && isAddend(y)) return product(x, 1, y, sign);
  return isRow(y.row) && !isPlain(y) && isAddend(x) ? product(y, sign, x, 1) : undefined;
};

const fuseBias = (
  { primitive: { name } }: Node,
  inputs: readonly AnyTensor[],
  once: (i: number) => boolean,
): AnyTensor | undefined => {
  if (name !== "add") return undefined;
  for (const i of [0, 1]) {
    const [sum, bias] = [inputs[i]!, inputs[1 - i]!];
    const product = productOf(sum);
    if (!product || !once(i)) continue;
    const fits = sameShape(broadcastShapes(bias.shape, sum.shape) ?? [], sum.shape);
    const addend = fits ? asAddend(bias, sum.shape) : undefined;
    const [left, right, before] = product.inputs as [AnyTensor, AnyTensor, AnyTensor?];
    const params = product.params as GemmParams;
    if (!addend || (before && !(isOneRow(before) && isOneRow(addend) && params.beta === 1))) continue;
    return gemm([left, right, before ? before.add(addend) : addend], params).reshape(sum.shape);
  }
  return undefined;
};

/** Whatever the size of the batch is: a graph must not depend on it. */
const isOneRow = ({ size, shape }: AnyTensor): boolean => size === 1 || size === shape.at(-1);

/** The Gemm that a tensor is the result of, its rows perhaps put back under more axes. */
const productOf = (x: AnyTensor): Node | undefined => {
  const node = nodeOf(x);
  const made = node?.primitive.name === "reshape" ? nodeOf(node.inputs[0]!) : node;
  return made?.primitive === gemmPrimitive && made.outputs[0]!.shape[1] === x.shape.at(-1) ? made : undefined;
};

/** A bias for rows of all axes before the last: one row, one number, or as many rows. */
const asAddend = (bias: AnyTensor, shape: Shape): AnyTensor | undefined => {
  if (bias.rank <= 2 && shape.length === 2) return bias;
  if (bias.size === bias.shape.at(-1) || bias.size === 1) return bias.reshape([bias.size]);
  return sameShape(bias.shape, shape) ? asRows(bias) : undefined;
};
