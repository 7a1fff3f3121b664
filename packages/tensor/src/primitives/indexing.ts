import { applyOne, type Primitive } from "../core/primitive.ts";
import type { AnyTensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { range, sameShape, showShape } from "../values/shape.ts";
import { generate, read, type Values } from "../values/values.ts";
import { full, literal } from "./constant.ts";
import { describeOperands } from "./elementwise.ts";
import { iota } from "./iota.ts";

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
    const target = full([x!.shape[axis]!, ...rows.shape.slice(rank)], 0, d!.dtype);
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

/** Of rows put at these indices those that were not overwritten by a later one: their numbers are there afterwards. */
const whichStayed = (indices: AnyTensor, length: number, rank: number): AnyTensor => {
  const numbers = iota(indices.size, "int32").reshape(indices.shape);
  const there = applyOne(scatterPrimitive, [full([length], -1, "int32"), indices, numbers], { mode: "set" });
  const axes = new Array<number>(rank - indices.rank).fill(1);
  return there
    .gather(indices, 0)
    .equal(numbers)
    .reshape([...indices.shape, ...axes]);
};

export interface ScatterParams {
  /** Added to what is there, or put in its place (of equal indices the last wins; on several threads, one of them). */
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
    const rows = d!.gather(indices!, 0);
    if (mode === "add") return [d!, undefined, rows];
    const none = full(updates!.shape, 0, d!.dtype);
    const dx = applyOne(scatterPrimitive, [d!, indices!, none], { mode });
    return [dx, undefined, whichStayed(indices!, d!.shape[0]!, rows.rank).where(rows, none)];
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

/** Coordinates with the index along one axis replaced. */
export const along = (coordinates: readonly number[], axis: number, index: number): number[] =>
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
