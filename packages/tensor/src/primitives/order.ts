import { type Emit, writeOutputs } from "../core/emit.ts";
import { applyOne, type Primitive, zero } from "../core/primitive.ts";
import { TensorError } from "../errors/error.ts";
import { elementType } from "../onnx/encode.ts";
import { type DType, isFloat } from "../values/dtype.ts";
import { range, sizeOf } from "../values/shape.ts";
import { generate, read } from "../values/values.ts";
import { full, literal } from "./constant.ts";
import { addAlongAxisPrimitive, along } from "./indexing.ts";

export interface CumsumParams {
  readonly axis: number;
  readonly reverse: boolean;
}

/** Running totals along an axis, from the front or from the back. */
export const cumsumPrimitive: Primitive<CumsumParams> = {
  name: "cumsum",
  infer: ([x]) => {
    if (x!.dtype === "bool")
      throw new TensorError("dtype", "cumsum is not defined for bool.", { remedy: `Count with x.cast("int32").` });
    return [{ shape: x!.shape, dtype: x!.dtype }];
  },
  compose: ([x], params) =>
    x!.dtype === "uint32" ? [applyOne(cumsumPrimitive, [x!.cast("int64")], params).cast("uint32")] : undefined,
  evaluate: ([x], { axis, reverse }) => [
    generate(x!.shape, x!.dtype, (at) => {
      const here = at[axis]!;
      const summed = reverse ? range(x!.shape[axis]!).slice(here) : range(here + 1);
      return summed.reduce((sum, i) => sum + read(x!, along(at, axis, i)), 0);
    }),
  ],
  lower: (emit, [x], { params: { axis, reverse } }) => [
    emit.op("CumSum", [x!, emit.scalar("int64", axis)], { reverse: Number(reverse) }),
  ],
  derivative: ({ params: { axis, reverse } }, [d]) => [applyOne(cumsumPrimitive, [d!], { axis, reverse: !reverse })],
  batch: ([x], _, { axis, reverse }) => [applyOne(cumsumPrimitive, [x!], { axis: axis + 1, reverse })],
};

export interface TopKParams {
  readonly k: number;
  readonly axis: number;
  readonly largest: boolean;
}

/** NaN counts as larger than all, as NumPy sorts it. */
const rising = (a: number, b: number): number =>
  Number.isNaN(a) || Number.isNaN(b) ? Number(Number.isNaN(a)) - Number(Number.isNaN(b)) : a - b;

/**
 * Floats as numbers that TopK puts in order: of NaN it loses what comes beside. NaN becomes ∞, and ∞ what is just below,
 * which float32 does not have.
 */
const rankable = (emit: Emit, x: string, dtype: DType): string => {
  const below = emit.op("Min", [
    emit.op("Cast", [x], { to: elementType("float64") }),
    emit.scalar("float64", dtype === "float32" ? 1e300 : Number.MAX_VALUE),
  ]);
  return emit.op("Where", [emit.op("IsNaN", [x]), emit.scalar("float64", Infinity), below]);
};

/** The k largest (or smallest) along an axis, in order, and where they were; of equal ones the first comes first. */
export const topKPrimitive: Primitive<TopKParams> = {
  name: "topK",
  infer: ([x], { k, axis }) => {
    if (x!.dtype === "bool")
      throw new TensorError("dtype", "topK is not defined for bool.", { remedy: `Cast first: x.cast("int32").` });
    const shape = along(x!.shape, axis, k);
    return [
      { shape, dtype: x!.dtype },
      { shape, dtype: "int32" as DType },
    ];
  },
  compose: ([x], params) => {
    const shape = along(x!.shape, params.axis, params.k);
    // The runtime's TopK ends the process there.
    if (sizeOf(shape) === 0) return [full(shape, 0, x!.dtype), full(shape, 0, "int32")];
    if (x!.dtype !== "uint32") return undefined;
    const [top, indices] = x!.cast("int64").topK(params.k, params.axis, { largest: params.largest });
    return [top.cast("uint32"), indices];
  },
  evaluate: ([x], { axis, largest }, [output]) => {
    const ranked = (at: readonly number[]): number[] => {
      const line = range(x!.shape[axis]!);
      const value = (i: number) => read(x!, along(at, axis, i));
      return line.sort((a, b) => (largest ? rising(value(b), value(a)) : rising(value(a), value(b))) || a - b);
    };
    const indices = generate(output!.shape, "int32", (at) => ranked(at)[at[axis]!]!);
    return [generate(output!.shape, x!.dtype, (at) => read(x!, along(at, axis, read(indices, at)))), indices];
  },
  lower: (emit, [x], { inputs, outputs, params: { k, axis, largest } }) => {
    const { dtype } = inputs[0]!;
    const topOf = (within: Emit, ranked: string): [top: string, indices: string] => {
      const attributes = { axis, largest: Number(largest), sorted: 1 };
      const [top, indices] = within.ops("TopK", [ranked, within.ints([k])], 2, attributes);
      return [top!, indices!];
    };
    const whole = (within: Emit, [top, indices]: readonly [string, string]) => [
      top,
      within.op("Cast", [indices], { to: 6 }),
    ];
    if (!isFloat(dtype)) return whole(emit, topOf(emit, x!));
    const odd = emit.subgraph((within, graph) => {
      const [, indices] = topOf(within, rankable(within, x!, dtype));
      const found = within.op("GatherElements", [x!, indices], { axis });
      writeOutputs(within, graph, whole(within, [found, indices]), outputs);
    });
    const usual = emit.subgraph((within, graph) => {
      writeOutputs(within, graph, whole(within, topOf(within, x!)), outputs);
    });
    // 0 · x is NaN where x is NaN or ±∞: all else TopK puts in order by itself, in a third of the time for a few.
    const zeros = emit.op("Mul", [x!, emit.scalar(dtype, 0)]);
    const isOdd = emit.op("IsNaN", [emit.op("ReduceSum", [zeros], { keepdims: 0 })]);
    return emit.ops("If", [isOdd], 2, { then_branch: { graph: odd }, else_branch: { graph: usual } });
  },
  derivative: ({ inputs: [x], outputs: [, indices], params: { axis } }, [d]) => {
    const none = literal(0, x!.dtype).broadcastTo(x!.shape);
    return [d && applyOne(addAlongAxisPrimitive, [none, indices!, d], { axis })];
  },
  batch: ([x], _, params) => x!.topK(params.k, params.axis + 1, { largest: params.largest }),
};

const argExtreme = (
  name: "argmax" | "argmin",
  op: string,
  better: (a: number, b: number) => boolean,
): Primitive<ArgParams> => {
  const primitive: Primitive<ArgParams> = {
    name,
    infer: ([x], { axis, keepDims }) => {
      if (x!.dtype === "bool")
        throw new TensorError("dtype", `${name} is not defined for bool.`, { remedy: `Cast first: x.cast("int32").` });
      if (x!.shape[axis] === 0)
        throw new TensorError("shape", `${name} needs at least one element along axis ${axis}.`);
      const shape = keepDims ? along(x!.shape, axis, 1) : x!.shape.filter((_, i) => i !== axis);
      return [{ shape, dtype: "int32" }];
    },
    compose: ([x], params) => (x!.dtype === "uint32" ? [applyOne(primitive, [x!.cast("int64")], params)] : undefined),
    evaluate: ([x], { axis }, [output]) => {
      const { data } = generate(along(x!.shape, axis, 1), "int32", (at) => {
        const value = (i: number) => read(x!, along(at, axis, i));
        return range(x!.shape[axis]!).reduce((best, i) =>
          !Number.isNaN(value(best)) && (Number.isNaN(value(i)) || better(value(i), value(best))) ? i : best,
        );
      });
      return [{ shape: output!.shape, dtype: "int32", data }];
    },
    lower: (emit, [x], { inputs, params: { axis, keepDims } }) => [
      lowerArgExtreme(emit, op, x!, inputs[0]!.dtype, axis, keepDims),
    ],
    derivative: zero,
    batch: ([x], _, { axis, keepDims }) => [applyOne(primitive, [x!], { axis: axis + 1, keepDims })],
  };
  return primitive;
};

export interface ArgParams {
  readonly axis: number;
  readonly keepDims: boolean;
}

/** ArgMax and ArgMin pass over NaN; here the first NaN wins, as in NumPy. */
const lowerArgExtreme = (emit: Emit, op: string, x: string, dtype: DType, axis: number, keepDims: boolean): string => {
  const attributes = { axis, keepdims: Number(keepDims) };
  const best = emit.op("Cast", [emit.op(op, [x], attributes)], { to: 6 });
  if (dtype !== "float32" && dtype !== "float64") return best;
  const nan = emit.op("Cast", [emit.op("IsNaN", [x])], { to: 6 });
  const first = emit.op("Cast", [emit.op("ArgMax", [nan], attributes)], { to: 6 });
  const any = emit.op("ReduceMax", [nan, emit.ints([axis])], { keepdims: Number(keepDims) });
  return emit.op("Where", [emit.op("Cast", [any], { to: 9 }), first, best]);
};

export const argmaxPrimitive = argExtreme("argmax", "ArgMax", (a, b) => a > b);
export const argminPrimitive = argExtreme("argmin", "ArgMin", (a, b) => a < b);
