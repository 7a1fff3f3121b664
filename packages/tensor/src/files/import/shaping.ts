import type { AnyTensor } from "../../core/tensor.ts";
import { concat, type SliceEntry } from "../../operations/shaping.ts";
import { full } from "../../primitives/constant.ts";
import { broadcastShapes, range, sizeOf } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";

const positive = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** Before opset 13 an attribute, since then an input. */
const axesOf = (call: Call, place: number): readonly number[] | undefined =>
  call.integers("axes") ?? call.numbers(place);

const reshape = (call: Call): AnyTensor => {
  const x = call.input(0);
  const keepsZero = call.integer("allowzero", 0) === 1;
  return x.reshape(call.numbers(1)!.map((length, axis) => (length === 0 && !keepsZero ? x.shape[axis]! : length)));
};

const flatten = (call: Call): AnyTensor => {
  const { shape, rank } = call.input(0);
  const axis = positive(call.integer("axis", 1), rank);
  return call.input(0).reshape([sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis))]);
};

const unsqueeze = (call: Call): AnyTensor => {
  const x = call.input(0);
  const given = axesOf(call, 1) ?? [];
  const axes = given.map((axis) => positive(axis, x.rank + given.length)).sort((a, b) => a - b);
  return axes.reduce((y, axis) => y.expandDims(axis), x);
};

const expand = (call: Call): AnyTensor => {
  const x = call.input(0);
  const shape = broadcastShapes(x.shape, call.numbers(1)!);
  if (shape) return x.broadcastTo(shape);
  throw call.refuse(`it stretches to [${call.numbers(1)!.join(", ")}]`);
};

const slice = (call: Call): AnyTensor => {
  const x = call.input(0);
  const [starts, ends, axes, steps] = [1, 2, 3, 4].map(call.numbers);
  const entries: SliceEntry[] = x.shape.map(() => null);
  starts!.forEach((start, i) => {
    entries[positive(axes?.[i] ?? i, x.rank)] = [start, ends![i]!, steps?.[i] ?? 1];
  });
  return x.slice(...entries);
};

const split = (call: Call): readonly AnyTensor[] => {
  const x = call.input(0);
  const axis = positive(call.integer("axis", 0), x.rank);
  const lengths = call.integers("split") ?? call.numbers(1);
  if (lengths) return x.split(lengths, axis);
  const size = Math.ceil(x.shape[axis]! / call.outputs);
  const even = range(call.outputs).map((i) => Math.max(0, Math.min(size, x.shape[axis]! - i * size)));
  return x.split(even, axis);
};

/** Numbers around a tensor; negative widths cut. */
const pad = (call: Call): AnyTensor => {
  const mode = call.text("mode", "constant");
  if (mode !== "constant") throw call.refuse(`its mode is "${mode}", and "constant" is known`);
  const x = call.input(0);
  const widths = call.numbers(1)!;
  const axes = (call.numbers(3) ?? range(x.rank)).map((axis) => positive(axis, x.rank));
  const pairs = x.shape.map((_, axis): [number, number] => {
    const i = axes.indexOf(axis);
    return i < 0 ? [0, 0] : [widths[i]!, widths[i + axes.length]!];
  });
  const cut = x.slice(
    ...pairs.map(([low, high], axis) => [Math.max(0, -low), x.shape[axis]! + Math.min(0, high)] as const),
  );
  const more = pairs.map(([low, high]) => [Math.max(0, low), Math.max(0, high)] as const);
  const padded = cut.pad(more);
  const value = call.inputs[2];
  if (!value) return padded;
  return full(cut.shape, 1, "int32").pad(more).cast("bool").where(padded, value);
};

export const shaping = {
  Concat: ({ inputs, integer }) =>
    concat(
      inputs.map((x) => x!),
      integer("axis", 0),
    ),
  Expand: expand,
  Flatten: flatten,
  Pad: pad,
  Reshape: reshape,
  Slice: slice,
  Split: split,
  Squeeze: (call) => call.input(0).squeeze(axesOf(call, 1)),
  Tile: (call) => call.input(0).tile(call.numbers(1)!),
  Transpose: (call) => call.input(0).transpose(call.integers("perm")),
  Unsqueeze: unsqueeze,
} satisfies Readonly<Record<string, Translation>>;
