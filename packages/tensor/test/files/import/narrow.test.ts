import { type DType, grad, importOnnx, openOnnx, type Tensor, type Tensors, tensor } from "@kaviar/tensor";
import { float32, node } from "@kaviar/tensor/conformance/models";
import { encodeOnnx, type OnnxNode, type OnnxTensor, type OnnxValue } from "@kaviar/tensor/onnx";
import { describe, expect, it } from "vitest";

const numbersOf = async (x: Tensor<DType>): Promise<number[]> =>
  Array.from((await x.data()) as ArrayLike<number | bigint>, Number);

const file = (x: OnnxValue, y: OnnxValue, nodes: OnnxNode[], initializers: OnnxTensor[] = []): Uint8Array =>
  encodeOnnx({
    graph: { name: "narrow", inputs: [x], outputs: [y], nodes, initializers },
    opsets: { "": 21 },
    metadata: {},
  });

const port = (name: string, dtype: OnnxValue["dtype"], shape: OnnxValue["shape"] = [2, 3]): OnnxValue => ({
  name,
  dtype,
  shape,
});
const x = tensor(
  [
    [0, 1, 200],
    [255, 3, 4],
  ],
  { dtype: "int32" },
);

describe("whole numbers of few bits", () => {
  it("are given as int32, moved, and cast: an image of bytes", async () => {
    const bytes = file(
      port("x", "uint8"),
      port("y", "float32", [3, 2]),
      [
        node("Transpose", ["x"], ["t"], { perm: [1, 0] }),
        node("Cast", ["t"], ["f"], { to: 1 }),
        node("Mul", ["f", "w"], ["y"]),
      ],
      [float32("w", [0.5, 2], [1, 2])],
    );
    const { inputs, parameters, apply } = importOnnx(bytes);
    expect(inputs).toEqual([{ name: "x", dtype: "int32", stored: "uint8", shape: [2, 3] }]);
    const opened = await openOnnx(bytes);
    expect(await numbersOf(apply(parameters, { x }).y!)).toEqual([0, 510, 0.5, 6, 100, 8]);
    expect(await numbersOf((await opened.run({ x })).y!)).toEqual([0, 510, 0.5, 6, 100, 8]);
    const slope = grad((own: Tensors) => apply(own, { x }).y!.sum())(parameters);
    expect(await numbersOf(slope.w!)).toEqual([201, 262]);
    await opened.release();
  });

  it("come back as int32", async () => {
    const scale = float32("scale", [0.1], []);
    const zero = { name: "zero", dtype: "uint16", shape: [], elements: Uint16Array.of(40000) } as const;
    const bytes = file(
      port("x", "float32"),
      port("y", "uint16"),
      [node("QuantizeLinear", ["x", "scale", "zero"], ["y"])],
      [scale, zero],
    );
    const { outputs, parameters, apply } = importOnnx(bytes);
    expect(outputs).toEqual([{ name: "y", dtype: "int32", stored: "uint16", shape: [2, 3] }]);
    const real = x.cast("float32").mul(30) as Tensor;
    const opened = await openOnnx(bytes);
    const wanted = await numbersOf((await opened.run({ x: real })).y!);
    expect(wanted).toEqual([40000, 40300, 65535, 65535, 40900, 41200]);
    expect(await numbersOf(apply(parameters, { x: real }).y!)).toEqual(wanted);
    await opened.release();
  });

  it("are made of what fits, and of nothing else", async () => {
    const cast = (from: OnnxValue["dtype"], to: OnnxValue["dtype"], type: number) =>
      importOnnx(file(port("x", from), port("y", to), [node("Cast", ["x"], ["y"], { to: type })]));
    expect(await numbersOf(cast("bool", "uint8", 2).apply({}, x.greater(2)).y!)).toEqual([0, 0, 1, 1, 1, 1]);
    expect(await numbersOf(cast("uint8", "int16", 5).apply({}, x).y!)).toEqual([0, 1, 200, 255, 3, 4]);
    expect(() => cast("uint8", "int8", 3).apply({}, x)).toThrow(/numbers that int8 does not have is not agreed on/);
    expect(() => cast("float32", "uint8", 2).apply({}, x.cast("float32"))).toThrow(/uint8 does not have/);
  });

  it("are compared, and chosen among, as the runtime does it", async () => {
    const least = { name: "least", dtype: "uint8", shape: [], elements: Uint8Array.of(3) } as const;
    const bytes = file(
      port("x", "uint8"),
      port("y", "uint8", ["a", "b"]),
      [
        node("Max", ["x", "least"], ["more"]),
        node("Greater", ["x", "least"], ["is"]),
        node("Where", ["is", "more", "x"], ["chosen"]),
        node("Pad", ["chosen", "widths", "least"], ["padded"]),
        node("Clip", ["padded", "least"], ["y"]),
      ],
      [least, { name: "widths", dtype: "int64", shape: [4], elements: BigInt64Array.of(0n, 1n, 0n, 0n) }],
    );
    const opened = await openOnnx(bytes);
    const wanted = await numbersOf((await opened.run({ x })).y!);
    expect(wanted).toEqual([3, 3, 3, 200, 3, 255, 3, 4]);
    expect(await numbersOf(importOnnx(bytes).apply({}, x).y!)).toEqual(wanted);
    await opened.release();
  });

  it("are not computed with", () => {
    const { apply } = importOnnx(file(port("x", "uint8"), port("y", "uint8"), [node("Add", ["x", "x"], ["y"])]));
    expect(() => apply({}, x)).toThrow(/it computes with uint8, which is moved, compared, quantized and cast alone/);
    // The tensor itself is as it was.
    const wide = importOnnx(file(port("x", "int32"), port("y", "int32"), [node("Add", ["x", "x"], ["y"])]));
    expect(wide.apply({}, x).y!.shape).toEqual([2, 3]);
  });

  it.each(["float16", "bfloat16", "uint64", "string"] as const)("of %s there are none", (dtype) => {
    expect(() => importOnnx(file(port("x", dtype), port("y", dtype), [node("Identity", ["x"], ["y"])]))).toThrow(
      new RegExp(`^"x" is ${dtype}, which no tensor here can be`),
    );
  });
});
