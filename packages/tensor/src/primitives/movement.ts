import { applyOne, type Primitive } from "../core/primitive.ts";
import { type AnyTensor, nodeOf } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { broadcastShapes, range, type Shape, sameShape, showShape, sizeOf } from "../values/shape.ts";
import { generate, read } from "../values/values.ts";
import { full, uniformValue } from "./constant.ts";
import { alignBatch, describeOperands, sumTo } from "./elementwise.ts";

export const reshapePrimitive: Primitive<{ readonly shape: Shape }> = {
  name: "reshape",
  infer: ([x], { shape }) => {
    if (sizeOf(shape) === x!.size) return [{ shape, dtype: x!.dtype }];
    throw new TensorError(
      "shape",
      `reshape keeps the number of elements: got ${showShape(x!.shape)} (${x!.size}) to ${showShape(shape)} (${sizeOf(shape)}).`,
      {
        operands: describeOperands([x!]),
        remedy: "Leave one length to be worked out: −1.",
      },
    );
  },
  simplify: ([x], { shape }) => {
    if (sameShape(x!.shape, shape)) return x;
    const node = nodeOf(x!);
    if (node?.primitive.name === "reshape") return applyOne(reshapePrimitive, [node.inputs[0]!], { shape });
    // A stretched number stays one.
    if (
      node?.primitive.name === "broadcastTo" &&
      node.inputs[0]!.size === 1 &&
      uniformValue(x!) !== undefined &&
      sizeOf(shape) === x!.size
    ) {
      return node.inputs[0]!.reshape([]).broadcastTo(shape);
    }
    return undefined;
  },
  evaluate: ([x], { shape }) => [{ ...x!, shape }],
  lower: (emit, [x], { params: { shape } }) => [
    emit.op("Reshape", [x!, emit.ints(shape)], shape.includes(0) ? { allowzero: 1 } : {}),
  ],
  derivative: ({ inputs: [x] }, [d]) => [d!.reshape(x!.shape)],
  batch: ([x], _, { shape }, size) => [x!.reshape([size, ...shape])],
};

export const transposePrimitive: Primitive<{ readonly order: readonly number[] }> = {
  name: "transpose",
  infer: ([x], { order }) => [{ shape: order.map((axis) => x!.shape[axis]!), dtype: x!.dtype }],
  simplify: ([x], { order }) => {
    if (order.every((axis, i) => axis === i)) return x;
    const node = nodeOf(x!);
    if (node?.primitive.name === "transpose") {
      const inner = (node.params as { order: readonly number[] }).order;
      return applyOne(transposePrimitive, [node.inputs[0]!], { order: order.map((axis) => inner[axis]!) });
    }
    // Only axes of length 1 move: no data does.
    const moving = order.filter((axis) => x!.shape[axis] !== 1);
    if (moving.every((axis, i) => i === 0 || axis > moving[i - 1]!))
      return x!.reshape(order.map((axis) => x!.shape[axis]!));
    return undefined;
  },
  evaluate: ([x], { order }, [output]) => [
    generate(output!.shape, output!.dtype, (at) => {
      const from = new Array<number>(at.length);
      order.forEach((axis, i) => {
        from[axis] = at[i]!;
      });
      return read(x!, from);
    }),
  ],
  lower: (emit, [x], { params: { order } }) => [emit.op("Transpose", [x!], { perm: order })],
  derivative: ({ params: { order } }, [d]) => [d!.transpose(inverseOrder(order))],
  batch: ([x], _, { order }) => [x!.transpose([0, ...order.map((axis) => axis + 1)])],
};

const inverseOrder = (order: readonly number[]): number[] => range(order.length).map((axis) => order.indexOf(axis));

export const broadcastToPrimitive: Primitive<{ readonly shape: Shape }> = {
  name: "broadcastTo",
  infer: ([x], { shape }) => {
    const common = broadcastShapes(x!.shape, shape);
    if (common && sameShape(common, shape)) return [{ shape, dtype: x!.dtype }];
    throw new TensorError(
      "shape",
      `broadcastTo stretches only axes of length 1: got ${showShape(x!.shape)} to ${showShape(shape)}.`,
      {
        operands: describeOperands([x!]),
      },
    );
  },
  simplify: ([x], { shape }) => {
    if (sameShape(x!.shape, shape)) return x;
    const node = nodeOf(x!);
    if (node?.primitive.name !== "broadcastTo") return undefined;
    // What it was stretched from may fit where it does not.
    broadcastToPrimitive.infer([x!], { shape });
    return node.inputs[0]!.broadcastTo(shape);
  },
  evaluate: ([x], { shape }) => [generate(shape, x!.dtype, (at) => read(x!, at))],
  lower: (emit, [x], { params: { shape } }) => [emit.op("Expand", [x!, emit.ints(shape)])],
  derivative: ({ inputs: [x] }, [d]) => [sumTo(d!, x!.shape)],
  batch: ([x], _, { shape }, size) => [alignBatch(x!, shape.length).broadcastTo([size, ...shape])],
};

export const concatPrimitive: Primitive<{ readonly axis: number }> = {
  name: "concat",
  infer: (inputs, { axis }) => {
    const [first] = inputs as [AnyTensor];
    const odd = inputs.find(
      ({ shape, dtype }) =>
        dtype !== first.dtype ||
        shape.length !== first.rank ||
        shape.some((length, i) => i !== axis && length !== first.shape[i]),
    );
    if (odd) {
      const what = odd.dtype === first.dtype ? "shape" : "dtype";
      throw new TensorError(what, `concat needs tensors of one dtype that differ only along axis ${axis}.`, {
        operands: describeOperands(inputs),
      });
    }
    const length = inputs.reduce((sum, { shape }) => sum + shape[axis]!, 0);
    return [{ shape: first.shape.map((n, i) => (i === axis ? length : n)), dtype: first.dtype }];
  },
  simplify: (inputs, params) => {
    if (inputs.length === 1) return inputs[0];
    const filled = inputs.filter(({ shape }) => shape[params.axis] !== 0);
    concatPrimitive.infer(inputs, params);
    return filled.length > 0 && filled.length < inputs.length ? applyOne(concatPrimitive, filled, params) : undefined;
  },
  evaluate: (inputs, { axis }, [output]) => [
    generate(output!.shape, output!.dtype, (at) => {
      const from = [...at];
      let source = 0;
      while (from[axis]! >= inputs[source]!.shape[axis]!) from[axis]! -= inputs[source++]!.shape[axis]!;
      return read(inputs[source]!, from);
    }),
  ],
  lower: (emit, inputs, { params: { axis } }) => [emit.op("Concat", inputs, { axis })],
  derivative: ({ inputs, params: { axis } }, [d]) => {
    let start = 0;
    return inputs.map(({ shape }) => {
      const before = start;
      start += shape[axis]!;
      return cutColumns(d!, axis, before, start);
    });
  },
  batch: (inputs, batched, { axis }, size) => [
    applyOne(
      concatPrimitive,
      inputs.map((x, i) => (batched[i] ? x : x.broadcastTo([size, ...x.shape]))),
      { axis: axis + 1 },
    ),
  ],
};

/** Some columns of a product that nothing else reads are the product with those columns alone. */
const cutColumns = (d: AnyTensor, axis: number, start: number, end: number): AnyTensor => {
  const cut = [...range(axis).map(() => null), [start, end] as const];
  const product = nodeOf(d);
  if (product?.primitive.name !== "matmul" || axis !== d.rank - 1) return d.slice(...cut);
  const [left, right] = product.inputs as [AnyTensor, AnyTensor];
  return left.matmul(right.slice(...range(right.rank - 1).map(() => null), [start, end]));
};

export interface SliceParams {
  /** Where each axis starts, how many elements it gives, and the step between them (negative: backwards). */
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
  readonly steps: readonly number[];
}

export const slicePrimitive: Primitive<SliceParams> = {
  name: "slice",
  infer: ([x], { lengths }) => [{ shape: lengths, dtype: x!.dtype }],
  simplify: ([x], { starts, lengths, steps }) => {
    if (sameShape(lengths, x!.shape) && starts.every((start) => start === 0) && steps.every((step) => step === 1))
      return x;
    const node = nodeOf(x!);
    if (node?.primitive.name === "broadcastTo" && uniformValue(x!) !== undefined)
      return node.inputs[0]!.reshape([]).broadcastTo(lengths);
    return undefined;
  },
  evaluate: ([x], { starts, steps }, [output]) => [
    generate(output!.shape, output!.dtype, (at) =>
      read(
        x!,
        at.map((i, axis) => starts[axis]! + i * steps[axis]!),
      ),
    ),
  ],
  lower: (emit, [x], { inputs, params: { starts, lengths, steps } }) => {
    const { shape } = inputs[0]!;
    const axes = range(shape.length).filter(
      (axis) => starts[axis] !== 0 || lengths[axis] !== shape[axis] || steps[axis] !== 1,
    );
    const pick = (values: readonly number[]) => emit.ints(axes.map((axis) => values[axis]!));
    // Past the first element going backwards there is no index: the smallest int64 says "to the end".
    const ends = starts.map((start, axis) => {
      const end = start + lengths[axis]! * steps[axis]!;
      return end < 0 ? Number.MIN_SAFE_INTEGER : end;
    });
    return [emit.op("Slice", [x!, pick(starts), pick(ends), emit.ints(axes), pick(steps)])];
  },
  derivative: ({ inputs: [x], params }, [d]) => [unslice(d!, x!.shape, params)],
  batch: ([x], _, { starts, lengths, steps }, size) => [
    applyOne(slicePrimitive, [x!], { starts: [0, ...starts], lengths: [size, ...lengths], steps: [1, ...steps] }),
  ],
};

/** Puts a slice back where it came from, zeros elsewhere: reversed axes turned, steps filled, then padded. */
const unslice = (d: AnyTensor, shape: Shape, { starts, lengths, steps }: SliceParams): AnyTensor => {
  const backwards = range(shape.length).filter((axis) => steps[axis]! < 0);
  let x = backwards.length > 0 ? d.flip(backwards) : d;
  const first = starts.map((start, axis) => (steps[axis]! < 0 ? start + (lengths[axis]! - 1) * steps[axis]! : start));
  for (let axis = 0; axis < shape.length; axis++) x = spread(x, axis, Math.abs(steps[axis]!));
  const low = first.map((start, axis) => (lengths[axis] === 0 ? 0 : start));
  return x.pad(shape.map((length, axis) => [low[axis]!, length - low[axis]! - x.shape[axis]!]));
};

/** `step − 1` zeros between neighbours along an axis. */
const spread = (x: AnyTensor, axis: number, step: number): AnyTensor => {
  const length = x.shape[axis]!;
  if (step === 1 || length <= 1) return x;
  const cells = x
    .expandDims(axis + 1)
    .pad([
      ...x.shape.slice(0, axis + 1).map(() => [0, 0] as const),
      [0, step - 1],
      ...x.shape.slice(axis + 1).map(() => [0, 0] as const),
    ]);
  const joined = cells.reshape(x.shape.map((n, i) => (i === axis ? n * step : n)));
  return joined.slice(...range(axis).map(() => null), [0, (length - 1) * step + 1]);
};

export interface PadParams {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Zeros around a tensor; other values and negative widths are composed. */
export const padPrimitive: Primitive<PadParams> = {
  name: "pad",
  infer: ([x], { low, high }) => [{ shape: x!.shape.map((n, axis) => n + low[axis]! + high[axis]!), dtype: x!.dtype }],
  simplify: (inputs, params) => {
    const [x] = inputs as [AnyTensor];
    if (x.size === 0) return full(padPrimitive.infer(inputs, params)[0]!.shape, 0, x.dtype);
    return params.low.every((n) => n === 0) && params.high.every((n) => n === 0) ? x : undefined;
  },
  evaluate: ([x], { low }, [output]) => [
    generate(output!.shape, output!.dtype, (at) => {
      const from = at.map((i, axis) => i - low[axis]!);
      return from.every((i, axis) => i >= 0 && i < x!.shape[axis]!) ? read(x!, from) : 0;
    }),
  ],
  lower: (emit, [x], { inputs, params: { low, high } }) => [
    emit.op("Pad", [x!, emit.ints([...low, ...high]), emit.scalar(inputs[0]!.dtype, 0)], { mode: "constant" }),
  ],
  derivative: ({ inputs: [x], params: { low } }, [d]) => [
    d!.slice(...x!.shape.map((length, axis) => [low[axis]!, low[axis]! + length] as const)),
  ],
  batch: ([x], _, { low, high }) => [applyOne(padPrimitive, [x!], { low: [0, ...low], high: [0, ...high] })],
};
