import { importOnnx, openOnnx, TensorError } from "@kaviar/tensor";
import {
  type Attribute,
  decodeOnnx,
  encodeOnnx,
  type OnnxArray,
  type OnnxModel,
  type OnnxTensor,
} from "@kaviar/tensor/onnx";
import { describe, expect, it } from "vitest";
import { treesFile } from "../files/trees.ts";

const modelOf = (
  attributes: Readonly<Record<string, Attribute>>,
  initializers: readonly OnnxTensor[] = [],
  domain?: string,
): OnnxModel => ({
  graph: {
    name: "g",
    inputs: [{ name: "x", dtype: "float32", shape: [1] }],
    outputs: [{ name: "y", dtype: "float32", shape: [1] }],
    nodes: [{ op: "Relu", name: "a", ...(domain ? { domain } : {}), inputs: ["x"], outputs: ["y"], attributes }],
    initializers: [...initializers],
  },
  opsets: { "": 21, "ai.onnx.ml": 5 },
  metadata: {},
});

const attributeOf = (value: Attribute) => decodeOnnx(encodeOnnx(modelOf({ value }))).graph.nodes[0]!.attributes.value;

const stored = (array: OnnxArray) =>
  decodeOnnx(encodeOnnx(modelOf({}, [{ name: "w", ...array }]))).graph.initializers[0]!.read();

const message = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    return error instanceof TensorError ? error.message : `not ours: ${error}`;
  }
  return "";
};

describe("encode", () => {
  it("writes domains, versions, and what the file is, as decode reads them", () => {
    const { graph, ...about } = decodeOnnx(treesFile());
    expect(about).toEqual({
      opsets: { "": 21, "ai.onnx.ml": 5 },
      functions: [],
      producer: "a test",
      doc: "two trees",
      metadata: { columns: '["age","plan"]' },
    });
    expect(graph.nodes.map(({ op, domain }) => [op, domain])).toEqual([
      ["LabelEncoder", "ai.onnx.ml"],
      ["Concat", ""],
      ["TreeEnsemble", "ai.onnx.ml"],
      ["Greater", ""],
      ["Cast", ""],
      ["Gather", ""],
    ]);
  });

  it("writes arrays of every dtype", () => {
    const arrays: readonly OnnxArray[] = [
      { dtype: "string", shape: [2, 2], elements: ["", "ä", "日本", "__proto__"] },
      { dtype: "string", shape: [0], elements: [] },
      { dtype: "uint8", shape: [3], elements: Uint8Array.of(0, 6, 255) },
      { dtype: "bool", shape: [2], elements: Uint8Array.of(1, 0) },
      { dtype: "int64", shape: [], elements: BigInt64Array.of(-(2n ** 63n)) },
      { dtype: "float64", shape: [1, 2], elements: Float64Array.of(Number.NaN, 0.1) },
      { dtype: "float32", shape: [1], elements: Float32Array.of(0.1) },
      { dtype: "int32", shape: [1], elements: Int32Array.of(-1) },
      { dtype: "uint32", shape: [1], elements: Uint32Array.of(2 ** 32 - 1) },
    ];
    for (const array of arrays) expect(stored(array)).toEqual({ name: "w", ...array });
  });

  it("writes whole numbers up to 2⁵³ of either sign, floats and texts, one or many", () => {
    const numbers = [0, 1, -1, 127, 128, 129, -128, 2 ** 31, -(2 ** 31), 2 ** 35 - 1, 2 ** 53 - 1, -(2 ** 53) + 1];
    for (const number of numbers) expect(attributeOf(number)).toBe(number);
    expect(attributeOf(numbers)).toEqual(numbers);
    expect(attributeOf(Int32Array.of(3, -3))).toEqual([3, -3]);
    expect(attributeOf([])).toEqual([]);
    expect(attributeOf({ float: 0.5 })).toBe(0.5);
    expect(attributeOf({ floats: [0.5, -Infinity, 0.1] })).toEqual([0.5, -Infinity, Math.fround(0.1)]);
    const texts = ["", "a", "ä", "ä".repeat(64), "x".repeat(127), "x".repeat(128), "日".repeat(20_000)];
    for (const text of texts) expect(attributeOf(text)).toBe(text);
    expect(attributeOf({ texts })).toEqual(texts);
  });

  it("writes lists of a million in time that grows with their length", () => {
    const milliseconds = (length: number): number => {
      const places = Array.from({ length }, (_, i) => i);
      const attributes = { places, back: Int32Array.from(places, (i) => -i), texts: { texts: places.map(String) } };
      const start = performance.now();
      const bytes = encodeOnnx(modelOf(attributes));
      const time = performance.now() - start;
      const read = decodeOnnx(bytes).graph.nodes[0]!.attributes.back as readonly number[];
      expect(read.at(-1)).toBe(1 - length);
      return time;
    };
    const small = Math.min(...[1, 2, 3].map(() => milliseconds(50_000)));
    expect(milliseconds(1_000_000) / small).toBeLessThan(100);
  });

  it("refuses numbers that are not whole where integers stand, and elements that do not fit their shape", () => {
    expect(message(() => attributeOf([1, 0.5]))).toMatch(/must be a whole number below 2⁵³: got 0\.5\.\n.*\{ float: 0/);
    expect(message(() => attributeOf(Number.NaN))).toMatch(/got NaN/);
    expect(message(() => stored({ dtype: "string", shape: [3], elements: ["a"] }))).toMatch(
      /^A tensor has an element for each place: "w" of shape \[3\] is given 1\./,
    );
  });
});

describe("a file for sessions", () => {
  it("is not opened as one of tensors", async () => {
    const law = /^"label" is string, which no tensor here can be\.\nopenSession of @kaviar\/tensor\/onnx/;
    await expect(openOnnx(treesFile())).rejects.toThrow(law);
  });

  it("is not imported: an operator of another domain is not the standard's of the same name", () => {
    expect(message(() => importOnnx(encodeOnnx(modelOf({}, [], "ai.onnx.ml"))))).toMatch(
      /^ai\.onnx\.ml\.Relu \("a"\) cannot be imported: there is no translation of this operator/,
    );
    expect(message(() => importOnnx(encodeOnnx(modelOf({}))))).toBe("");
    expect(message(() => importOnnx(treesFile()))).toMatch(/^ai\.onnx\.ml\.LabelEncoder \("codes"\) cannot/);
  });
});
