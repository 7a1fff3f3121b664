import { type DType, openOnnx, type Tensor, tensor } from "@kaviar/tensor";
import { encodeOnnx, type OnnxArray, type OnnxDType, openSession } from "@kaviar/tensor/onnx";
import { onnxRuntime } from "@kaviar/tensor/runtimes/onnxruntime";
import { describe, expect, it } from "vitest";

/** y = x, of any type. */
const passing = (dtype: OnnxDType, op = "Identity", to = dtype): Uint8Array =>
  encodeOnnx({
    graph: {
      name: "passing",
      inputs: [{ name: "x", dtype, shape: ["n"] }],
      outputs: [{ name: "y", dtype: to, shape: ["n"] }],
      nodes: [{ op, name: "node", inputs: ["x"], outputs: ["y"], attributes: op === "Cast" ? { to: 1 } : {} }],
      initializers: [],
    },
    opsets: { "": 17 },
    metadata: {},
  });

interface Case {
  /** The dtype of the tensor that stands for the type. */
  readonly as: DType;
  readonly given: readonly number[];
  /** What comes back, where it is not what was given: the nearest number that the type has. */
  readonly back?: readonly number[];
  /** Numbers that the type does not have, and that would become others. */
  readonly refused?: readonly number[];
}

/** Every type of a file but texts. */
const cases: { readonly [D in Exclude<OnnxDType, "string">]: Case } = {
  bfloat16: { as: "float32", given: [1, 1.003, -3e38, 0], back: [1, 1, -226 * 2 ** 120, 0] },
  bool: { as: "bool", given: [0, 1, 1] },
  float16: {
    as: "float32",
    given: [1, 1.0003, -65504, 65519, 65520, 6e-8, 2e-8, 2 ** -25, 3 * 2 ** -25, 0.1],
    back: [1, 1, -65504, 65504, Infinity, 2 ** -24, 0, 0, 2 ** -23, 0.0999755859375],
  },
  float32: { as: "float32", given: [1.5, -2.25] },
  float64: { as: "float64", given: [0.1, 1e300] },
  int16: { as: "int32", given: [-32768, 32767], refused: [32768] },
  int32: { as: "int32", given: [-(2 ** 31), 2 ** 31 - 1] },
  int64: { as: "int64", given: [-5, 2 ** 52] },
  int8: { as: "int32", given: [-128, 127], refused: [-129] },
  uint16: { as: "int32", given: [0, 65535], refused: [-1] },
  uint32: { as: "uint32", given: [0, 2 ** 32 - 1] },
  uint64: { as: "int64", given: [0, 2 ** 52], refused: [-1] },
  uint8: { as: "int32", given: [0, 255], refused: [256] },
};

const numbersOf = async (x: Tensor<DType>): Promise<number[]> =>
  Array.from((await x.data()) as ArrayLike<number | bigint>, Number);

describe.each([
  ["native", onnxRuntime("cpu")],
  ["WebAssembly", onnxRuntime("cpu", { library: () => import("onnxruntime-web/wasm") })],
])("openOnnx, %s", (_, device) => {
  it.each(Object.entries(cases))("takes and gives %s", async (stored, { as, given, back = given, refused }) => {
    const file = await openOnnx(passing(stored as OnnxDType), { device });
    const port = stored === as ? { dtype: as } : { dtype: as, stored };
    expect(file.inputs).toEqual([{ name: "x", shape: ["n"], ...port }]);
    expect(file.outputs).toEqual([{ name: "y", shape: ["n"], ...port }]);
    const { y } = await file.run({ x: tensor(given, { dtype: as }) });
    expect(y!.dtype).toBe(as);
    expect(await numbersOf(y!)).toEqual(back.map((each) => (as === "float32" ? Math.fround(each) : each)));
    if (refused) {
      await expect(file.run({ x: tensor(refused, { dtype: as }) })).rejects.toThrow(
        new RegExp(`^"x" is ${stored}, whose numbers are .*: one of its is ${refused[0]}\\.`),
      );
    }
    await file.release();
  });

  it("takes texts", async () => {
    const bytes = encodeOnnx({
      graph: {
        name: "texts",
        inputs: [
          { name: "text", dtype: "string", shape: ["n"] },
          { name: "more", dtype: "float32", shape: ["n"] },
        ],
        outputs: [{ name: "sum", dtype: "float32", shape: ["n"] }],
        nodes: [
          {
            op: "LabelEncoder",
            domain: "ai.onnx.ml",
            name: "encode",
            inputs: ["text"],
            outputs: ["code"],
            attributes: { keys_strings: { texts: ["a", "b"] }, values_floats: { floats: [10, 20] } },
          },
          { op: "Add", name: "add", inputs: ["code", "more"], outputs: ["sum"], attributes: {} },
        ],
        initializers: [],
      },
      opsets: { "": 17, "ai.onnx.ml": 3 },
      metadata: {},
    });
    const file = await openOnnx(bytes, { device });
    expect(file.inputs.map(({ name }) => name)).toEqual(["more"]);
    expect(file.texts).toEqual([{ name: "text", dtype: "string", shape: ["n"] }]);
    const text = { dtype: "string", shape: [2], elements: ["b", "a"] } as const;
    const { sum } = await file.run({ text, more: tensor([1, 2]) });
    expect(await numbersOf(sum!)).toEqual([21, 12]);
    await expect(file.run({ more: tensor([1, 2]) })).rejects.toThrow(/input "text" is string \[n\]: got none/);
    await expect(file.run({ text: tensor([1]), more: tensor([1]) })).rejects.toThrow(
      /input "text" is string \[n\]: got float32/,
    );
    await file.release();
  });

  it("takes bfloat16 beside others, and gives what is none", async () => {
    const file = await openOnnx(passing("bfloat16", "Cast", "float32"), { device });
    expect(file.outputs[0]).toEqual({ name: "y", dtype: "float32", shape: ["n"] });
    const { y } = await file.run({ x: tensor([1.003, -2]) });
    expect(await numbersOf(y!)).toEqual([1, -2]);
    await file.release();
  });
});

describe("what no tensor can be", () => {
  it("is a result of texts, which openSession gives", async () => {
    await expect(openOnnx(passing("string"))).rejects.toThrow(
      /"y" is string, which no tensor here can be\.\nopenSession/,
    );
  });

  it("is uint64 from 2⁶³ on", async () => {
    const bytes = encodeOnnx({
      graph: {
        name: "most",
        inputs: [{ name: "x", dtype: "uint64", shape: [1] }],
        outputs: [{ name: "y", dtype: "uint64", shape: [1] }],
        nodes: [{ op: "Add", name: "add", inputs: ["x", "most"], outputs: ["y"], attributes: {} }],
        initializers: [{ name: "most", dtype: "uint64", shape: [1], elements: BigUint64Array.of(2n ** 63n - 1n) }],
      },
      opsets: { "": 17 },
      metadata: {},
    });
    const file = await openOnnx(bytes);
    expect(await numbersOf(file.initializers.get("most")!)).toEqual([Number(2n ** 63n - 1n)]);
    expect(await (await file.run({ x: tensor([0], { dtype: "int64" }) })).y!.data()).toEqual(
      BigInt64Array.of(2n ** 63n - 1n),
    );
    await expect(file.run({ x: tensor([1], { dtype: "int64" }) })).rejects.toThrow(
      /^"y" is uint64, read as int64, whose numbers are up to 9223372036854775807: one of its is 9223372036854775808\./,
    );
    await file.release();
  });
});

describe("openSession", () => {
  const arrays: readonly OnnxArray[] = [
    { dtype: "int16", shape: [2], elements: Int16Array.of(-32768, 7) },
    { dtype: "uint16", shape: [2], elements: Uint16Array.of(65535, 7) },
    { dtype: "uint64", shape: [2], elements: BigUint64Array.of(2n ** 64n - 1n, 7n) },
    { dtype: "float16", shape: [2], elements: Uint16Array.of(0x3c00, 0xfc00) },
  ];
  it.each(arrays)("takes and gives $dtype in its own array", async (x) => {
    const session = await openSession(passing(x.dtype));
    expect((await session.run({ x })).y).toEqual(x);
    await session.release();
  });
});
