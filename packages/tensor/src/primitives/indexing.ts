import type { DType } from "../dtype.ts";
import { TensorError } from "../error.ts";
import type { Emit } from "../onnx/emit.ts";
import { generate, read, type Values } from "../reference/values.ts";
import { range, sameShape, showShape, sizeOf } from "../shape.ts";
import type { AnyTensor } from "../tensor.ts";
import { full, literal } from "./constant.ts";
import { describeOperands } from "./elementwise.ts";
import { iota } from "./iota.ts";
import { applyOne, type Primitive } from "./primitive.ts";

const checkIndices = (operation: string, indices: AnyTensor): void => {
  if (indices.dtype === "int32" || indices.dtype === "int64") return;
  throw new TensorError("dtype", `${operation} needs int32 or int64 indices: got ${indices.dtype}.`, {
    operands: describeOperands([indices]),
    remedy: `Cast them: indices.cast("int32").`,
  });
};

/** An index counted from the end when negative; outside of the axis it is an error here as it is in the runtime. */
const wrapIndex = (index: number, length: number): number => {
  if (index < -length || index >= length) throw new RangeError(`index ${index} is outside of [${-length}, ${length})`);
  return index < 0 ? index + length : index;
};

/** Indices without negative ones, moved to the rows of example i in a stack of examples: i · length + index. */
const offsetByExample = (indices: AnyTensor, length: number, size: number): AnyTensor => {
  const start = iota(size, "int32")
    .cast(indices.dtype)
    .mul(length)
    .reshape([size, ...new Array<number>(indices.rank - 1).fill(1)]);
  return indices.less(0).where(indices.add(length), indices).add(start);
};

const broadcastExamples = (inputs: readonly AnyTensor[], batched: readonly boolean[], size: number): AnyTensor[] =>
  inputs.map((x, i) => (batched[i] ? x : x.broadcastTo([size, ...x.shape])));

/** x[…, indices, …]: the axis is replaced by the axes of the indices. NumPy's take. */
export const gatherPrimitive: Primitive<{ readonly axis: number }> = {
  name: "gather",
  infer: ([x, indices], { axis }) => {
    checkIndices("gather", indices!);
    return [{ shape: [...x!.shape.slice(0, axis), ...indices!.shape, ...x!.shape.slice(axis + 1)], dtype: x!.dtype }];
  },
  evaluate: ([x, indices], { axis }, [output]) => [
    generate(output!.shape, output!.dtype, (at) => {
      const rank = indices!.shape.length;
      const index = wrapIndex(read(indices!, at.slice(axis, axis + rank)), x!.shape[axis]!);
      return read(x!, [...at.slice(0, axis), index, ...at.slice(axis + rank)]);
    }),
  ],
  lower: (emit, inputs, { params: { axis } }) => [emit.op("Gather", inputs, { axis })],
  derivative: ({ inputs: [x, indices], params: { axis } }, [d]) => {
    // Rows first: [indices…, rest…], added into [length, rest…].
    const rank = indices!.rank;
    const order = [...range(rank).map((i) => axis + i), ...range(axis), ...range(d!.rank).slice(axis + rank)];
    const rows = d!.transpose(order);
    // Of a stack whose length only the run knows (here 0) zeros are made from the stack.
    const target =
      x!.shape[axis] === 0
        ? x!.mul(0).transpose([axis, ...range(x!.rank).filter((i) => i !== axis)])
        : literal(0, d!.dtype).broadcastTo([x!.shape[axis]!, ...rows.shape.slice(rank)]);
    const added = applyOne(scatterPrimitive, [target, indices!, rows], { mode: "add" });
    return [added.transpose([...range(axis).map((i) => i + 1), 0, ...range(x!.rank).slice(axis + 1)])];
  },
  batch: ([x, indices], batched, { axis }, size) => {
    if (!batched[1]) return [applyOne(gatherPrimitive, [x!, indices!], { axis: axis + 1 })];
    const rank = indices!.rank - 1;
    if (!batched[0]) {
      const y = applyOne(gatherPrimitive, [x!, indices!], { axis });
      return [y.transpose([axis, ...range(axis), ...range(y.rank).slice(axis + 1)])];
    }
    // [size, length, rest…] as one stack of rows
    const length = x!.shape[axis + 1]!;
    const front = x!.transpose([0, axis + 1, ...range(axis).map((i) => i + 1), ...range(x!.rank).slice(axis + 2)]);
    const rows = front.reshape([size * length, ...front.shape.slice(2)]);
    const y = applyOne(gatherPrimitive, [rows, offsetByExample(indices!, length, size)], { axis: 0 });
    const own = range(axis).map((i) => 1 + rank + i);
    return [y.transpose([0, ...own, ...range(rank).map((i) => 1 + i), ...range(y.rank).slice(1 + rank + axis)])];
  },
};

export interface ScatterParams {
  /** Added to what is there, or put in its place (of equal indices, which one wins is not said). */
  readonly mode: "add" | "set";
}

/** x with rows of `updates` added to (or put at) the given indices of the first axis. */
export const scatterPrimitive: Primitive<ScatterParams> = {
  name: "scatter",
  infer: ([x, indices, updates], { mode }) => {
    const name = mode === "add" ? "scatterAdd" : "scatter";
    checkIndices(name, indices!);
    const expected = [...indices!.shape, ...x!.shape.slice(1)];
    if (x!.dtype !== updates!.dtype || !sameShape(expected, updates!.shape)) {
      throw new TensorError(
        "shape",
        `${name} needs ${x!.dtype} updates of shape ${showShape(expected)}: got ${updates!.dtype} ${showShape(updates!.shape)}.`,
        {
          operands: describeOperands([x!, indices!, updates!]),
        },
      );
    }
    return [{ shape: x!.shape, dtype: x!.dtype }];
  },
  evaluate: ([x, indices, updates], { mode }) => {
    const data = Float64Array.from(x!.data);
    const width = x!.shape.slice(1).reduce((a, b) => a * b, 1);
    indices!.data.forEach((index, row) => {
      const start = wrapIndex(index, x!.shape[0]!) * width;
      for (let i = 0; i < width; i++) {
        const update = updates!.data[row * width + i]!;
        data[start + i] = mode === "add" ? data[start + i]! + update : update;
      }
    });
    return [{ ...x!, data }];
  },
  lower: (emit, [x, indices, updates], { inputs, params: { mode } }) => {
    const wide = emit.op("Cast", [indices!], { to: 7 });
    const at = emit.op("Unsqueeze", [wide, emit.ints([inputs[1]!.rank])]);
    return [emit.op("ScatterND", [x!, at, updates!], mode === "add" ? { reduction: "add" } : {})];
  },
  derivative: ({ inputs: [, indices, updates], params: { mode } }, [d]) => {
    const none = literal(0, d!.dtype).broadcastTo(updates!.shape);
    const dx = mode === "add" ? d! : applyOne(scatterPrimitive, [d!, indices!, none], { mode });
    return [dx, undefined, d!.gather(indices!, 0)];
  },
  batch: (inputs, batched, params, size) => {
    const [x, indices, updates] = broadcastExamples(inputs, batched, size) as [AnyTensor, AnyTensor, AnyTensor];
    const [, length, ...rest] = x.shape as [number, number, ...number[]];
    const rows = x.reshape([size * length, ...rest]);
    return [
      applyOne(scatterPrimitive, [rows, offsetByExample(indices, length, size), updates], params).reshape(x.shape),
    ];
  },
};

const along = (coordinates: readonly number[], axis: number, index: number): number[] =>
  coordinates.map((i, k) => (k === axis ? index : i));

/** y[i, j, …] = x[indices[i, j, …], j, …] for axis 0, and so on. NumPy's take_along_axis. */
export const takeAlongAxisPrimitive: Primitive<{ readonly axis: number }> = {
  name: "takeAlongAxis",
  infer: ([x, indices], { axis }) => {
    checkIndices("takeAlongAxis", indices!);
    const fits = x!.rank === indices!.rank && x!.shape.every((length, i) => i === axis || length === indices!.shape[i]);
    if (!fits) {
      throw new TensorError(
        "shape",
        `takeAlongAxis needs indices that differ from the input only along axis ${axis}.`,
        {
          operands: describeOperands([x!, indices!]),
        },
      );
    }
    return [{ shape: indices!.shape, dtype: x!.dtype }];
  },
  evaluate: ([x, indices], { axis }, [output]) => [
    generate(output!.shape, output!.dtype, (at) =>
      read(x!, along(at, axis, wrapIndex(read(indices!, at), x!.shape[axis]!))),
    ),
  ],
  lower: (emit, inputs, { params: { axis } }) => [emit.op("GatherElements", inputs, { axis })],
  derivative: ({ inputs: [x, indices], params }, [d]) => {
    const none = literal(0, d!.dtype).broadcastTo(x!.shape);
    return [applyOne(addAlongAxisPrimitive, [none, indices!, d!], params)];
  },
  batch: (inputs, batched, { axis }, size) => [
    applyOne(takeAlongAxisPrimitive, broadcastExamples(inputs, batched, size), { axis: axis + 1 }),
  ],
};

/** x with `updates` added at the places that `takeAlongAxis` would read. */
export const addAlongAxisPrimitive: Primitive<{ readonly axis: number }> = {
  name: "addAlongAxis",
  infer: ([x, indices]) => {
    checkIndices("addAlongAxis", indices!);
    return [{ shape: x!.shape, dtype: x!.dtype }];
  },
  evaluate: ([x, indices, updates], { axis }, [output]) => {
    const sums = generate(x!.shape, output!.dtype, (at) => read(x!, at)) as Values;
    const strides = x!.shape.map((_, i) => x!.shape.slice(i + 1).reduce((a, b) => a * b, 1));
    generate(indices!.shape, "float64", (at) => {
      const target = along(at, axis, wrapIndex(read(indices!, at), x!.shape[axis]!));
      sums.data[target.reduce((sum, i, k) => sum + i * strides[k]!, 0)]! += read(updates!, at);
      return 0;
    });
    return [sums];
  },
  lower: (emit, inputs, { params: { axis } }) => [emit.op("ScatterElements", inputs, { axis, reduction: "add" })],
  derivative: ({ inputs: [, indices], params: { axis } }, [d]) => [d, undefined, d!.takeAlongAxis(indices!, axis)],
  batch: (inputs, batched, { axis }, size) => [
    applyOne(addAlongAxisPrimitive, broadcastExamples(inputs, batched, size), { axis: axis + 1 }),
  ],
};

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
      return line.sort((a, b) => (largest ? value(b) - value(a) : value(a) - value(b)) || a - b);
    };
    const indices = generate(output!.shape, "int32", (at) => ranked(at)[at[axis]!]!);
    return [generate(output!.shape, x!.dtype, (at) => read(x!, along(at, axis, read(indices, at)))), indices];
  },
  lower: (emit, [x], { params: { k, axis, largest } }) => {
    const [top, indices] = emit.ops("TopK", [x!, emit.ints([k])], 2, { axis, largest: Number(largest), sorted: 1 });
    return [top!, emit.op("Cast", [indices!], { to: 6 })];
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
    derivative: () => [],
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
