import { flag, type OptionsOf } from "@kaviar/base/check";
import { normalizeAxes } from "../core/axes.ts";
import type { Emit } from "../core/emit.ts";
import { applyOne, type Primitive, type PrimitiveName } from "../core/primitive.ts";
import { type AnyTensor, nodeOf, type Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { options } from "../errors/options.ts";
import { type DType, isFloat } from "../values/dtype.ts";
import { range, sizeOf, withAxesOne, withoutAxes } from "../values/shape.ts";
import { generate, multiply, read, type Values } from "../values/values.ts";
import { full, literal, uniformValue } from "./constant.ts";
import { iota } from "./iota.ts";

export interface ReductionParams {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

export const reductionTable = {
  /** Keeps the reduced axes at length 1, so that the result lines up with the input. */
  keepDims: flag.default(false),
};

interface ReductionRule {
  readonly name: PrimitiveName;
  /** What nothing reduces to; left out when nothing has no value. */
  readonly empty?: number;
  readonly combine: (result: number, element: number, dtype: DType) => number;
  /** The same of whole numbers, from operators that wrap around as other arithmetic does. */
  readonly ofIntegers?: (x: AnyTensor, params: ReductionParams) => AnyTensor;
  readonly lower: (emit: Emit, reduce: (op: string, x: string) => string, x: string, dtype: DType) => string;
  readonly simplify?: (x: AnyTensor, params: ReductionParams) => AnyTensor | undefined;
  /** From the input, the result and its cotangent, both with the reduced axes at length 1. */
  readonly derivative: (x: AnyTensor, axes: readonly number[], result: AnyTensor, d: AnyTensor) => AnyTensor;
}

const reduction = (rule: ReductionRule): Primitive<ReductionParams> => {
  const primitive: Primitive<ReductionParams> = {
    name: rule.name,
    infer: ([x], params) => {
      checkReducible(rule, x!, params.axes);
      return [{ shape: reducedShape(x!, params), dtype: x!.dtype }];
    },
    simplify: ([x], params) => {
      checkReducible(rule, x!, params.axes);
      if (params.axes.length === 0) return x;
      if (x!.size === 0 && rule.empty !== undefined) return full(reducedShape(x!, params), rule.empty, x!.dtype);
      if (params.axes.every((axis) => x!.shape[axis] === 1)) return x!.reshape(reducedShape(x!, params));
      return rule.simplify?.(x!, params);
    },
    evaluate: ([x], { axes }, [output]) => [{ ...reduceValues(rule, x!, axes), shape: output!.shape }],
    compose: ([x], params) => {
      if (isFloat(x!.dtype)) return undefined;
      if (rule.ofIntegers) return [rule.ofIntegers(x!, params)];
      // uint32 has no reduction kernels; int64 holds its values.
      return x!.dtype === "uint32" ? [applyOne(primitive, [x!.cast("int64")], params).cast("uint32")] : undefined;
    },
    lower: (emit, [x], { params: { axes, keepDims }, inputs }) => {
      const reduce = (op: string, input: string) =>
        emit.op(op, [input, emit.ints(axes)], { keepdims: Number(keepDims) });
      return [rule.lower(emit, reduce, x!, inputs[0]!.dtype)];
    },
    derivative: ({ inputs: [x], outputs: [result], params: { axes } }, [d]) => {
      const kept = withAxesOne(x!.shape, axes);
      return [rule.derivative(x!, axes, result!.reshape(kept), d!.reshape(kept))];
    },
    batch: ([x], _, { axes, keepDims }) => [
      applyOne(primitive, [x!], { axes: axes.map((axis) => axis + 1), keepDims }),
    ],
  };
  return primitive;
};

const reducedShape = ({ shape }: AnyTensor, { axes, keepDims }: ReductionParams) =>
  keepDims ? withAxesOne(shape, axes) : withoutAxes(shape, axes);

const checkReducible = ({ name, empty }: ReductionRule, { shape, dtype }: AnyTensor, axes: readonly number[]): void => {
  if (dtype === "bool") {
    throw new TensorError("dtype", `${name} is not defined for bool.`, {
      remedy: `Count with x.cast("int32").${name}(…), or ask any() or all().`,
    });
  }
  if (empty === undefined && axes.some((axis) => shape[axis] === 0)) {
    throw new TensorError(
      "shape",
      `${name} needs at least one element: got [${shape.join(", ")}] along ${axes.join(", ")}.`,
      {
        remedy: "Check for emptiness first, or concat a neutral element.",
      },
    );
  }
};

const reduceValues = ({ empty, combine }: ReductionRule, x: Values, axes: readonly number[]): Values => {
  const kept = withAxesOne(x.shape, axes);
  const lengths = axes.map((axis) => x.shape[axis]!);
  return generate(kept, x.dtype, (at) => {
    const line = generate(lengths, x.dtype, (inner) => {
      const coordinates = [...at];
      axes.forEach((axis, i) => {
        coordinates[axis] = inner[i]!;
      });
      return read(x, coordinates);
    }).data;
    const next = (result: number, element: number) => combine(result, element, x.dtype);
    return empty === undefined ? line.reduce(next) : line.reduce(next, empty);
  });
};

const readSum = options("sum", reductionTable);
export type ReductionOptions = OptionsOf<typeof readSum>;

const reducer =
  (primitive: Primitive<ReductionParams>, read = options(primitive.name, reductionTable)) =>
  <D extends DType>(x: Tensor<D>, axis?: number | readonly number[], given?: ReductionOptions): Tensor<D> =>
    applyOne(primitive, [x], {
      axes: normalizeAxes(primitive.name, axis, x),
      keepDims: read(given).keepDims,
    }) as Tensor<D>;

export const sumPrimitive = reduction({
  name: "sum",
  empty: 0,
  combine: (total, element) => total + element,
  ofIntegers: (x, params) => sumByProduct(x, params.axes).reshape(reducedShape(x, params)),
  lower: (_, reduce, x) => reduce("ReduceSum", x),
  simplify: (x, params) => {
    const spread = spreadAlong(x, params.axes);
    if (spread) return spread.sum(params.axes, { keepDims: params.keepDims });
    const known = x.dtype === "int64" ? undefined : uniformValue(x);
    const count = sizeOf(params.axes.map((axis) => x.shape[axis]!));
    if (known === undefined) return undefined;
    return literal(multiply(x.dtype, known, count), x.dtype).broadcastTo(reducedShape(x, params));
  },
  derivative: (x, _, __, d) => d.broadcastTo(x.shape),
});

/** The reduced axes as one, last but for `after` elements: [before, n, after]. Axes that are apart are brought together. */
const asLine = (x: AnyTensor, axes: readonly number[]): AnyTensor => {
  const [low, high] = [Math.min(...axes), Math.max(...axes)];
  const together = high - low + 1 === axes.length;
  const others = range(x.rank).filter((axis) => !axes.includes(axis));
  const ordered = together ? x : x.transpose([...others, ...axes]);
  const lead = together ? low : others.length;
  const lengths = [
    ordered.shape.slice(0, lead),
    axes.map((axis) => x.shape[axis]!),
    ordered.shape.slice(lead + axes.length),
  ];
  return ordered.reshape(lengths.map(sizeOf));
};

/**
 * ReduceSum adds integers up as float64 and stops at the largest; MatMul adds them as they are, in a third of the time.
 */
const sumByProduct = (x: AnyTensor, axes: readonly number[]): AnyTensor => {
  const line = asLine(x, axes);
  const [before, n, after] = line.shape as [number, number, number];
  return after === 1
    ? line.reshape([before, n]).matmul(full([n, 1], 1, x.dtype))
    : full([1, n], 1, x.dtype).matmul(line);
};

/** ReduceProd likewise; here the halves are multiplied with each other until one element is left. */
const productByHalves = (x: AnyTensor, axes: readonly number[]): AnyTensor => {
  let line = asLine(x, axes);
  for (let n = line.shape[1]!; n > 1; n = line.shape[1]!) {
    const half = Math.floor(n / 2);
    const product = line.slice(null, [0, half]).mul(line.slice(null, [half, 2 * half]));
    line = n % 2 === 0 ? product : product.concat([line.slice(null, [n - 1, n])], 1);
  }
  return line;
};

/** Zeros with updates added along the summed axis: their sum is that of the updates, wherever they went. */
const spreadAlong = (x: AnyTensor, axes: readonly number[]): AnyTensor | undefined => {
  const node = nodeOf(x);
  if (node?.primitive.name !== "addAlongAxis" || uniformValue(node.inputs[0]!) !== 0) return undefined;
  return axes.includes((node.params as { readonly axis: number }).axis) ? node.inputs[2] : undefined;
};

/** The sum over the given axes, or over all */
export const sum = reducer(sumPrimitive, readSum);

export const prodPrimitive = reduction({
  name: "prod",
  empty: 1,
  combine: (product, element, dtype) => multiply(dtype, product, element),
  ofIntegers: (x, params) => productByHalves(x, params.axes).reshape(reducedShape(x, params)),
  lower: (_, reduce, x) => reduce("ReduceProd", x),
  derivative: (x, axes, _, d) => d.mul(productOfOthers(x, axes)),
});
/** The product over the given axes, or over all */
export const prod = reducer(prodPrimitive);

/** Right where elements are 0, since nothing is divided: a table of all n elements n times, ones on its diagonal. */
const productOfOthers = (x: AnyTensor, axes: readonly number[]): AnyTensor => {
  const order = [...range(x.rank).filter((axis) => !axes.includes(axis)), ...axes];
  const ordered = x.transpose(order);
  const n = sizeOf(axes.map((axis) => x.shape[axis]!));
  const rows = ordered.reshape([...ordered.shape.slice(0, x.rank - axes.length), 1, n]);
  const diagonal = iota(n).reshape([n, 1]).equal(iota(n));
  const others = diagonal.where(literal(1, x.dtype), rows).prod(-1);
  return others.reshape(ordered.shape).transpose(range(x.rank).map((axis) => order.indexOf(axis)));
};

/** ReduceMax and ReduceMin pass over NaN; here it wins, as in NumPy. */
const keepingNaN = (op: string) => (emit: Emit, reduce: (op: string, x: string) => string, x: string, dtype: DType) => {
  const extreme = reduce(op, x);
  if (!isFloat(dtype)) return extreme;
  return emit.op("Where", [reduce("ReduceMax", emit.op("IsNaN", [x])), emit.scalar(dtype, Number.NaN), extreme]);
};

/** Ties share the derivative equally. */
const shareAmongWinners = (x: AnyTensor, axes: readonly number[], extreme: AnyTensor, d: AnyTensor): AnyTensor => {
  const winners = x.equal(extreme).cast(x.dtype);
  return winners.mul(d.div(winners.sum(axes, { keepDims: true })));
};

export const maxPrimitive = reduction({
  name: "max",
  combine: (a, b) => Math.max(a, b),
  lower: keepingNaN("ReduceMax"),
  derivative: shareAmongWinners,
});
/** The largest along the given axes, or of all; ties share the derivative */
export const max = reducer(maxPrimitive);

export const minPrimitive = reduction({
  name: "min",
  combine: (a, b) => Math.min(a, b),
  lower: keepingNaN("ReduceMin"),
  derivative: shareAmongWinners,
});
/** The smallest along the given axes, or of all; ties share the derivative */
export const min = reducer(minPrimitive);
