import { constant, uniformValue } from "../primitives/constant.ts";
import { type GemmParams, gemmPrimitive } from "../primitives/gemm.ts";
import { applyOne } from "../primitives/primitive.ts";
import type { ReductionParams } from "../primitives/reductions.ts";
import { broadcastShapes, sameShape } from "../shape.ts";
import { type AnyTensor, type Node, nodeOf } from "../tensor.ts";
import { type Body, formals } from "./body.ts";
import { rewriteDeep } from "./each-loop.ts";
import { rewrite } from "./rewrite.ts";
import { nodesBehind } from "./walk.ts";

/**
 * Several operators as the one that the runtime has: a matrix product with its transposes, bias and scale is one Gemm;
 * so is a·x + b·y on flat rows (a product with a 1 × 1 matrix), in one pass over memory instead of three (numbers are
 * moved out of quotients for it, which may change the last bit); and a sum over
 * rows is a product with a row of ones, 3 to 10 times as fast as ReduceSum.
 */
export const fuse = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): AnyTensor[] => {
  const uses = usesOf(outputs, given);
  const rule = (node: Node, inputs: readonly AnyTensor[]): readonly AnyTensor[] | undefined => {
    const deep = rewriteDeep(node, inputs, (body: Body) => fuse(body.outputs, formals(body)));
    if (deep) return deep;
    if (node.outputs.length !== 1 || node.outputs[0]!.dtype !== "float32") return undefined;
    const once = (i: number) => uses.get(node.inputs[i]!) === 1;
    const fused =
      fuseProduct(node, inputs) ??
      fuseRowSum(node, inputs) ??
      fuseRows(node, inputs, once) ??
      fuseBias(node, inputs, once);
    return fused && [fused];
  };
  return rewrite(outputs, new Map(given.map((tensor) => [tensor, tensor])), rule);
};

/** How often each tensor is read: what is read elsewhere too must be computed by itself anyway. */
const usesOf = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): ReadonlyMap<AnyTensor, number> => {
  const uses = new Map<AnyTensor, number>();
  const count = (tensor: AnyTensor) => uses.set(tensor, (uses.get(tensor) ?? 0) + 1);
  for (const node of nodesBehind(outputs, new Set(given))) node.inputs.forEach(count);
  outputs.forEach(count);
  return uses;
};

const gemm = (inputs: readonly AnyTensor[], params: Partial<GemmParams>): AnyTensor =>
  applyOne(gemmPrimitive, inputs, { transA: false, transB: false, alpha: 1, beta: 1, ...params });

const transposed = (x: AnyTensor): AnyTensor | undefined => {
  const node = nodeOf(x);
  return node?.primitive.name === "transpose" && x.rank === 2 ? node.inputs[0] : undefined;
};

const fuseProduct = ({ primitive }: Node, [a, b]: readonly AnyTensor[]): AnyTensor | undefined => {
  if (primitive.name !== "matmul" || a!.rank !== 2 || b!.rank !== 2 || a!.size === 0 || b!.size === 0) return undefined;
  const [left, right] = [transposed(a!), transposed(b!)];
  return gemm([left ?? a!, right ?? b!], { transA: left !== undefined, transB: right !== undefined });
};

/** Above this ReduceSum is the faster one. */
const largestSummed = 131_072;

const fuseRowSum = ({ primitive, params }: Node, [x]: readonly AnyTensor[]): AnyTensor | undefined => {
  if (primitive.name !== "sum" || x!.rank !== 2 || (params as ReductionParams).axes.join() !== "0") return undefined;
  const [rows, columns] = x!.shape as [number, number];
  if (rows * columns === 0 || rows * columns > largestSummed) return undefined;
  const ones = constant(new Float32Array(rows).fill(1), [1, rows], "float32");
  const total = gemm([ones, x!], {});
  return (params as ReductionParams).keepDims ? total : total.reshape([columns]);
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
    const [product, bias] = [nodeOf(inputs[i]!), inputs[1 - i]!];
    if (product?.primitive !== gemmPrimitive || product.inputs.length !== 2 || !once(i)) continue;
    const { shape } = inputs[i]!;
    const fits = bias.rank <= 2 && sameShape(broadcastShapes(bias.shape, shape) ?? [], shape);
    if (fits) return gemm([...product.inputs, bias], product.params as GemmParams);
  }
  return undefined;
};
