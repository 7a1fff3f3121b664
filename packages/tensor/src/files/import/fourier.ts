import type { AnyTensor } from "../../core/tensor.ts";
import { fromElements } from "../../core/tensor.ts";
import { concat } from "../../operations/shaping.ts";
import { range } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";
import { numbers } from "./numbers.ts";
import { positive } from "./places.ts";

/** A transform is a product with a matrix of its length squared; longer ones would not fit into memory for long. */
const longest = 4096;

/** cos and sin of 2πkn/N for N samples n and so many frequencies k. */
const turns = (length: number, bins: number): { readonly cos: AnyTensor; readonly sin: AnyTensor } => {
  const table = (f: (angle: number) => number): AnyTensor => {
    const all = Float64Array.from(range(length), (i) => f((2 * Math.PI * i) / length));
    const elements = new Float64Array(length * bins);
    for (let n = 0; n < length; n++) for (let k = 0; k < bins; k++) elements[n * bins + k] = all[(n * k) % length]!;
    return fromElements(elements, [length, bins], "float64");
  };
  return { cos: table(Math.cos), sin: table(Math.sin) };
};

interface Asked {
  readonly length: number;
  readonly inverse: boolean;
  readonly onesided: boolean;
}

/** Of real or complex numbers [..., n, 1 or 2], as complex or real ones; sums are exact to single precision. */
const transformed = (call: Call, x: AnyTensor, { length, inverse, onesided }: Asked): AnyTensor => {
  if (length > longest) throw call.refuse(`it is ${length} long, and transforms up to ${longest} are known`);
  const half = Math.floor(length / 2) + 1;
  const taken = inverse && onesided ? half : length;
  const n = x.shape.at(-2)!;
  const cut = x.slice(...x.shape.map((_, i) => (i === x.rank - 2 ? ([0, Math.min(n, taken)] as const) : null)));
  const even = cut.pad(x.shape.map((_, i) => (i === x.rank - 2 ? [0, Math.max(0, taken - n)] : [0, 0])));
  const part = (i: number): AnyTensor | undefined =>
    i < x.shape.at(-1)!
      ? even.slice(...x.shape.map((_, axis) => (axis === x.rank - 1 ? i : null))).cast("float64")
      : undefined;
  const [real, imaginary] = [part(0)!, part(1)];
  const back = (...parts: readonly AnyTensor[]): AnyTensor =>
    concat(
      parts.map((each) => (inverse ? each.div(length) : each).cast(x.dtype).expandDims(-1)),
      -1,
    );
  if (inverse && onesided) {
    // What is real has its other half twice; the first and, of an even length, the last stand alone.
    const { cos, sin } = turns(length, half);
    const counts = range(half).map((k) => (k === 0 || 2 * k === length ? 1 : 2));
    const weight = fromElements(Float64Array.from(counts), [half], "float64");
    const waves = (each: AnyTensor, wave: AnyTensor) => each.mul(weight as never).matmul(wave.transpose() as never);
    return back(imaginary ? waves(real, cos).sub(waves(imaginary, sin) as never) : waves(real, cos));
  }
  const { cos, sin } = turns(length, onesided ? half : length);
  const by = (each: AnyTensor, wave: AnyTensor): AnyTensor => each.matmul(wave as never);
  const turned = (each: AnyTensor): AnyTensor => (inverse ? by(each, sin) : by(each, sin).neg());
  if (!imaginary) return back(by(real, cos), turned(real));
  return back(by(real, cos).sub(turned(imaginary) as never), by(imaginary, cos).add(turned(real) as never));
};

const fourier = (call: Call): AnyTensor => {
  const x = call.input(0);
  // Since opset 20 an input, and from the end.
  const given = call.opset < 20 ? call.integer("axis", 1) : (call.numbers(2)?.[0] ?? -2);
  const axis = positive(given, x.rank);
  const [inverse, onesided] = [call.flag("inverse", false), call.flag("onesided", false)];
  if (axis === x.rank - 1 || ![1, 2].includes(x.shape.at(-1)!))
    throw call.refuse("its last axis is not that of real and imaginary parts");
  const n = x.shape[axis]!;
  const length = call.numbers(1)?.[0] ?? (inverse && onesided ? 2 * (n - 1) : n);
  const order = [...range(x.rank - 1).filter((i) => i !== axis), axis, x.rank - 1];
  const y = transformed(call, x.transpose(order), { length, inverse, onesided });
  return y.transpose(range(x.rank).map((i) => order.indexOf(i)));
};

/** Of windows that lie so many samples apart: [N, samples, 1 or 2] becomes [N, windows, frequencies, 2]. */
const shortTime = (call: Call): AnyTensor => {
  const [given, window] = [call.input(0), call.optional(2)];
  const x = given.rank === 2 ? given.expandDims(-1) : given;
  const step = call.needed(1)[0]!;
  const length = call.numbers(3)?.[0] ?? window?.size ?? x.shape[1]!;
  const count = Math.floor((x.shape[1]! - length) / step) + 1;
  if (count < 1) throw call.refuse(`its windows of ${length} do not fit into ${x.shape[1]} samples`);
  const places = range(count).flatMap((i) => range(length).map((k) => i * step + k));
  const frames = x.gather(numbers(places), 1).reshape([x.shape[0]!, count, length, x.shape[2]!]);
  const seen = window ? frames.mul(window.reshape([length, 1]) as never) : frames;
  return transformed(call, seen, { length, inverse: false, onesided: call.flag("onesided", true) });
};

export const fouriers = { DFT: fourier, STFT: shortTime } satisfies Readonly<Record<string, Translation>>;
