import type { AnyTensor } from "../../core/tensor.ts";
import {
  averagePool1d,
  averagePool2d,
  averagePool3d,
  maxPool1d,
  maxPool2d,
  maxPool3d,
} from "../../operations/pooling.ts";
import { iota } from "../../primitives/iota.ts";
import { range, sizeOf } from "../../values/shape.ts";
import { byOperator } from "./by-operator.ts";
import type { Call, Translation } from "./call.ts";
import { eachAxis, elementCounts, windowElements } from "./dilated.ts";
import { maxUnpool } from "./max-unpool.ts";
import { checkFilled, type PoolWindows, poolOf } from "./pool-windows.ts";

const hasGaps = ({ dilation }: PoolWindows): boolean => dilation.some((each) => each !== 1);

/** Windows of padding alone are known to the general way. */
const isWide = ({ kernel, rounded }: PoolWindows): boolean =>
  kernel.some((size, i) => rounded[i]!.some((n) => n >= size));

const lowest = Number.NEGATIVE_INFINITY;

const maxPool = (call: Call): readonly AnyTensor[] => {
  const pooled = poolOf(call);
  checkFilled(call, pooled);
  const { x, windows } = pooled;
  const { kernel, stride, rounded } = windows;
  const columnsFirst = call.flag("storage_order", false);
  const pool = [maxPool1d, maxPool2d, maxPool3d][x.rank - 3]!;
  const y =
    hasGaps(windows) || isWide(windows)
      ? eachAxis(x, windows, lowest, (a, b) => a.maximum(b))
      : // As the operator does.
        pool(x, kernel, { stride, padding: rounded, keepNaN: false });
  return call.wants(1) ? [y, placesOfMaxima(x, windows, columnsFirst)] : [y];
};

/** Where each maximum is, counted through the whole of x. */
const placesOfMaxima = (x: AnyTensor, windows: PoolWindows, columnsFirst: boolean): AnyTensor => {
  const spatial = x.shape.slice(2);
  const strides = spatial.map((_, i) => sizeOf(columnsFirst ? spatial.slice(0, i) : spatial.slice(i + 1)));
  const size = sizeOf(spatial);
  // The place of each element in its channel, in the windows that elements are in.
  const places = spatial.map((length, i) =>
    iota(length)
      .mul(strides[i]!)
      .reshape([1, 1, ...spatial.map((_, k) => (k === i ? length : 1))]),
  ) as AnyTensor[];
  const inChannel = windowElements(
    places.reduce((a, b) => a.add(b)),
    windows,
    0,
  );
  const elements = windowElements(x, windows, lowest);
  const best = elements.argmax(-1, { keepDims: true });
  const found = inChannel.broadcastTo(elements.shape).takeAlongAxis(best, -1).squeeze(-1);
  const channels = iota(x.shape[0]! * x.shape[1]!).mul(size) as AnyTensor;
  return found.add(channels.reshape([...x.shape.slice(0, 2), ...spatial.map(() => 1)])).cast("int64");
};

const averagePool = (call: Call): AnyTensor => {
  const pooled = poolOf(call);
  const { x, windows } = pooled;
  const { kernel, stride, padding, rounded } = windows;
  const countPadding = call.flag("count_include_pad", false);
  if (!countPadding) checkFilled(call, pooled);
  const isRounded = rounded.some(([, high], i) => high !== padding[i]![1]);
  if (hasGaps(windows) || isWide(windows) || (countPadding && isRounded)) {
    return eachAxis(x, windows, 0, (a, b) => a.add(b)).div(elementCounts(x, windows, countPadding));
  }
  const pool = [averagePool1d, averagePool2d, averagePool3d][x.rank - 3]!;
  return pool(x, kernel, { stride, padding: rounded, countPadding });
};

/** (Σ |x|ᵖ)^(1/p) of numbers that are there already as |x|ᵖ, its slope at 0 being 0. */
const rooted = (sum: AnyTensor, p: number): AnyTensor => {
  const none = sum.equal(0);
  return none.where(0 as never, none.where(1 as never, sum).pow(1 / p));
};

const powers = (call: Call, x: AnyTensor): { readonly p: number; readonly powered: AnyTensor } => {
  const p = call.opset < 2 ? call.float("p", 2) : call.integer("p", 2);
  return { p, powered: p === 1 ? x.abs() : p === 2 ? x.square() : x.abs().pow(p) };
};

const lpPool = (call: Call): AnyTensor => {
  const { x, windows } = poolOf(call);
  const { p, powered } = powers(call, x);
  return rooted(
    eachAxis(powered, windows, 0, (a, b) => a.add(b)),
    p,
  );
};

const spatialAxes = ({ rank }: AnyTensor): number[] => range(rank).slice(2);

export const pooling = {
  AveragePool: averagePool,
  GlobalAveragePool: (call) => {
    const x = call.input(0);
    return byOperator("GlobalAveragePool", x, x.mean(spatialAxes(x), { keepDims: true }));
  },
  GlobalLpPool: (call) => {
    const { p, powered } = powers(call, call.input(0));
    return rooted(powered.sum(spatialAxes(powered), { keepDims: true }), p);
  },
  GlobalMaxPool: (call) => call.input(0).max(spatialAxes(call.input(0)), { keepDims: true }),
  LpPool: lpPool,
  MaxPool: maxPool,
  MaxUnpool: maxUnpool,
} satisfies Readonly<Record<string, Translation>>;
