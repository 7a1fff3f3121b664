import { grad, importOnnx, openOnnx, type Tensor, type Tensors, tensor } from "@kaviar/tensor";
import { float32, int64, node } from "@kaviar/tensor/conformance/models";
import { encodeOnnx, type OnnxNode } from "@kaviar/tensor/onnx";
import { describe, expect, it } from "vitest";
import { expectClose } from "../../close.ts";

const file = (shape: readonly number[], given: OnnxNode, opset: number): Uint8Array =>
  encodeOnnx({
    graph: {
      name: "fourier",
      inputs: [{ name: "x", dtype: "float32", shape }],
      outputs: [{ name: "y", dtype: "float32", shape: shape.map((_, i) => `y${i}`) }],
      nodes: [given],
      initializers: [
        int64("axis", [1], []),
        int64("length", [9], []),
        int64("step", [3], []),
        float32("window", [0.1, 0.5, 0.9, 1, 0.9, 0.5, 0.1]),
      ],
    },
    opsets: { "": opset },
    metadata: {},
  });

const noise = (shape: readonly number[]): Tensor =>
  tensor(Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i * i + 1))).reshape(shape) as Tensor;

const numbersOf = async (x: { data(): Promise<unknown> }): Promise<number[]> =>
  Array.from((await x.data()) as Float32Array);

const dft = (inputs: readonly string[], attributes = {}) => node("DFT", [...inputs], ["y"], attributes);

const cases: Readonly<Record<string, readonly [shape: readonly number[], node: OnnxNode, opset: number]>> = {
  "of real numbers": [[2, 8, 1], dft(["x", "", "axis"]), 20],
  "of complex numbers": [[2, 8, 2], dft(["x", "", "axis"]), 20],
  "one side": [[2, 8, 1], dft(["x", "", "axis"], { onesided: 1 }), 20],
  "along another axis": [[2, 5, 3, 2], dft(["x", "", "axis"]), 20],
  "along the last but one": [[3, 7, 1], dft(["x"]), 20],
  "cut, or filled up": [[2, 5, 2], dft(["x", "length", "axis"]), 20],
  "of an attribute's axis": [[2, 6, 1], dft(["x"], { axis: 1 }), 17],
  "back again": [[2, 8, 2], dft(["x", "", "axis"], { inverse: 1 }), 20],
  "of windows": [[2, 31, 1], node("STFT", ["x", "step", "window"], ["y"]), 17],
  "of windows, both sides": [[2, 31, 1], node("STFT", ["x", "step", "window"], ["y"], { onesided: 0 }), 17],
};

describe("the Fourier transform", () => {
  it.each(Object.entries(cases))("is the runtime's: %s", async (_, [shape, given, opset]) => {
    const bytes = file(shape, given, opset);
    const opened = await openOnnx(bytes);
    const x = noise(shape);
    const { parameters, apply } = importOnnx(bytes);
    const [got, wanted] = [apply(parameters, x).y!, (await opened.run({ x })).y!];
    expect(got.shape).toEqual(wanted.shape);
    expectClose(await numbersOf(got), await numbersOf(wanted), 1e-5);
    await opened.release();
  });

  it("has slopes, by the signal and by its window: of Σ|y|² = n Σ|w x|² (Parseval)", async () => {
    const [shape, given, opset] = cases["of windows, both sides"]!;
    const { parameters, apply } = importOnnx(file(shape, given, opset));
    expect(Object.keys(parameters)).toEqual(["window"]);
    const f = ([own, x]: [Tensors, Tensor]) => apply(own, x).y!.square().sum() as Tensor;
    const x = noise(shape);
    const [own, dx] = grad(f)([parameters, x]);
    const [signal, window] = [await numbersOf(x), await numbersOf(parameters.window!)];
    const [n, step, starts] = [window.length, 3, [0, 3, 6, 9, 12, 15, 18, 21, 24]];
    const rows = [0, 31].flatMap((row) => starts.map((start) => row + start));
    const byWindow = window.map((w, k) => rows.reduce((sum, at) => sum + 2 * n * w * signal[at + k]! ** 2, 0));
    const bySignal = signal.map((value, i) => {
      const inside = rows.filter((at) => i >= at && i < at + n && Math.floor(at / 31) === Math.floor(i / 31));
      return inside.reduce((sum, at) => sum + 2 * n * value * window[i - at]! ** 2, 0);
    });
    expect(step * (starts.length - 1) + n).toBe(31);
    expectClose(await numbersOf(own.window!), byWindow, 1e-5);
    expectClose(await numbersOf(dx), bySignal, 1e-5);
  });

  it("is refused where its matrix would not fit into memory", () => {
    const bytes = file([1, 5000, 1], dft(["x", "", "axis"]), 20);
    expect(() =>
      importOnnx(bytes).apply({ window: importOnnx(bytes).parameters.window! }, noise([1, 5000, 1])),
    ).toThrow(/it is 5000 long, and transforms up to 4096 are known/);
  });
});
