import type { AnyTensor } from "../../core/tensor.ts";
import { scatterAdd } from "../../operations/indexing.ts";
import { concat, type SliceEntry } from "../../operations/shaping.ts";
import { constant, full } from "../../primitives/constant.ts";
import { broadcastShapes, range, sizeOf, stridesOf } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";
import { numbers } from "./numbers.ts";
import { positive } from "./places.ts";

/** Before opset 13 an attribute, since then an input. */
const axesOf = (call: Call, place: number): readonly number[] | undefined =>
  call.integers("axes") ?? call.numbers(place);

const reshape = (call: Call): AnyTensor => {
  const x = call.input(0);
  const keepsZero = call.integer("allowzero", 0) === 1;
  const lengths = call.opset < 5 ? call.neededIntegers("shape") : call.needed(1);
  return x.reshape(lengths.map((length, axis) => (length === 0 && !keepsZero ? x.shape[axis]! : length)));
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
  const shape = broadcastShapes(x.shape, call.needed(1));
  if (shape) return x.broadcastTo(shape);
  throw call.refuse(`it stretches to [${call.needed(1).join(", ")}]`);
};

const slice = (call: Call): AnyTensor => {
  const x = call.input(0);
  const early = call.opset < 10;
  const [starts, ends] = early ? ["starts", "ends"].map(call.neededIntegers) : [1, 2].map(call.needed);
  const [axes, steps] = early ? [call.integers("axes")] : [3, 4].map(call.numbers);
  const entries: SliceEntry[] = x.shape.map(() => null);
  starts!.forEach((start, i) => {
    const axis = positive(axes?.[i] ?? i, x.rank);
    const [length, step] = [x.shape[axis]!, steps?.[i] ?? 1];
    // Backwards from before the first element it begins at the first, where Python would take none.
    const from = step < 0 && start < -length && length > 0 ? 0 : start;
    entries[axis] = [from, ends![i]!, step];
  });
  return x.slice(...entries);
};

const split = (call: Call): readonly AnyTensor[] => {
  const x = call.input(0);
  const axis = positive(call.integer("axis", 0), x.rank);
  const lengths = call.integers("split") ?? call.numbers(1);
  const count = call.integer("num_outputs", call.outputs);
  if (lengths) return x.split(lengths, axis);
  const size = Math.ceil(x.shape[axis]! / count);
  const even = range(count).map((i) => Math.max(0, Math.min(size, x.shape[axis]! - i * size)));
  return x.split(even, axis);
};

const modulo = (i: number, n: number): number => ((i % n) + n) % n;

/** Which element stands at a place before or behind an axis. */
const borders: Readonly<Record<string, (place: number, length: number) => number>> = {
  edge: (i, n) => Math.min(n - 1, Math.max(0, i)),
  reflect: (i, n) => n - 1 - Math.abs(n - 1 - modulo(i, Math.max(1, 2 * (n - 1)))),
  wrap: modulo,
};

/** Numbers around a tensor; negative widths cut. */
const pad = (call: Call): AnyTensor => {
  const x = call.input(0);
  const mode = call.text("mode", "constant");
  // Before opset 11 they are attributes.
  const early = call.opset < 11;
  const widths = early ? call.neededIntegers(call.opset < 2 ? "paddings" : "pads") : call.needed(1);
  const value = early ? constant([call.float("value", 0)], [], x.dtype) : call.optional(2);
  const axes = (call.numbers(3) ?? range(x.rank)).map((axis) => positive(axis, x.rank));
  const pairs = x.shape.map((_, axis): [number, number] => {
    const i = axes.indexOf(axis);
    return i < 0 ? [0, 0] : [widths[i]!, widths[i + axes.length]!];
  });
  const cut = x.slice(
    ...pairs.map(([low, high], axis) => [Math.max(0, -low), x.shape[axis]! + Math.min(0, high)] as const),
  );
  const more = pairs.map(([low, high]) => [Math.max(0, low), Math.max(0, high)] as const);
  if (mode !== "constant") {
    const place = Object.hasOwn(borders, mode) ? borders[mode]! : undefined;
    if (!place) throw call.refuse(`its mode is "${mode}"; known are constant, ${Object.keys(borders).join(", ")}`);
    return more.reduce((y, [low, high], axis) => {
      const length = y.shape[axis]!;
      const places = range(low + length + high).map((i) => place(i - low, length));
      return low + high === 0 ? y : y.gather(numbers(places), axis);
    }, cut);
  }
  const padded = cut.pad(more);
  if (!value) return padded;
  return full(cut.shape, 1, "int32").pad(more).cast("bool").where(padded, value);
};

/** Cut or padded around the middle; the odd one out is behind. */
const centred = (call: Call): AnyTensor => {
  const x = call.input(0);
  const lengths = call.needed(1);
  const axes = (call.integers("axes") ?? range(x.rank)).map((axis) => positive(axis, x.rank));
  return axes.reduce((y, axis, i) => {
    const more = lengths[i]! - x.shape[axis]!;
    const before = Math.floor(Math.abs(more) / 2);
    const only = <T>(entry: T, other: T): T[] => x.shape.map((_, k) => (k === axis ? entry : other));
    if (more >= 0) return y.pad(only<readonly [number, number]>([before, more - before], [0, 0]));
    return y.slice(...only<SliceEntry>([before, before + lengths[i]!], null));
  }, x);
};

/** Columns of blocks [N, C·K, L] added up to images. */
const folded = (call: Call): AnyTensor => {
  const [x, lengths, block] = [call.input(0), call.needed(1), call.needed(2)];
  const axes = range(block.length);
  const dilation = call.integers("dilations") ?? axes.map(() => 1);
  const stride = call.integers("strides") ?? axes.map(() => 1);
  const pads = call.integers("pads") ?? axes.flatMap(() => [0, 0]);
  const padded = axes.map((i) => lengths[i]! + pads[i]! + pads[i + axes.length]!);
  const counts = axes.map((i) => Math.floor((padded[i]! - dilation[i]! * (block[i]! - 1) - 1) / stride[i]!) + 1);
  const strides = stridesOf(padded);
  // Where each element of each block lies, elements of a block first.
  const places = axes.reduce<readonly (readonly number[])[]>(
    (before, i) => before.flatMap((at) => range(block[i]!).map((k) => [...at, k])),
    [[]],
  );
  const starts = axes.reduce<readonly (readonly number[])[]>(
    (before, i) => before.flatMap((at) => range(counts[i]!).map((k) => [...at, k])),
    [[]],
  );
  const numbersOf = places.flatMap((k) =>
    starts.map((at) => axes.reduce((sum, i) => sum + (at[i]! * stride[i]! + k[i]! * dilation[i]!) * strides[i]!, 0)),
  );
  const images = x.shape[0]!;
  const rows = x.reshape([images, -1, places.length * starts.length]).transpose([2, 0, 1]);
  const channels = rows.shape[2]!;
  const empty = full([sizeOf(padded), images, channels], 0, x.dtype);
  const sums = scatterAdd(empty, numbers(numbersOf), rows as never).transpose([1, 2, 0]);
  const all = sums.reshape([images, channels, ...padded]);
  return all.slice(null, null, ...axes.map((i) => [pads[i]!, pads[i]! + lengths[i]!] as const));
};

export const shaping = {
  CenterCropPad: centred,
  Col2Im: folded,
  // What has no axis is from before opset 4.
  Concat: (call) => concat(call.all(), call.opset < 4 ? call.integer("axis", 1) : call.neededInteger("axis")),
  Expand: expand,
  Flatten: flatten,
  Pad: pad,
  Reshape: reshape,
  Slice: slice,
  Split: split,
  Squeeze: (call) => call.input(0).squeeze(axesOf(call, 1)),
  Tile: (call) => {
    const x = call.input(0);
    if (call.opset >= 6) return x.tile(call.needed(1));
    const axis = call.needed(2)[0]!;
    return x.tile(x.shape.map((_, i) => (i === axis ? call.needed(1)[0]! : 1)));
  },
  Transpose: (call) => call.input(0).transpose(call.integers("perm")),
  Unsqueeze: unsqueeze,
} satisfies Readonly<Record<string, Translation>>;
