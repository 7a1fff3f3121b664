import { importOnnx, openOnnx, TensorError } from "@kaviar/tensor";
import { float32, int64, model, node, value } from "@kaviar/tensor/conformance/models";
import { decode } from "@kaviar/tensor/onnx/decode";
import { describe, expect, it } from "vitest";

/** A field of a protobuf message by hand: a number, text or bytes. */
type Field = readonly [number, number | string | Uint8Array];

const message = (...fields: readonly Field[]): Uint8Array =>
  Uint8Array.from(
    fields.flatMap(([field, content]) => {
      if (typeof content === "number") return [...varint(field * 8), ...varint(content)];
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];
    }),
  );
const varint = (number: number): number[] => (number < 128 ? [number] : [(number & 127) | 128, ...varint(number >> 7)]);

/** A file whose graph is y = x, and more fields. */
const file = (...more: readonly Field[]): Uint8Array => {
  const port = (name: string) =>
    message([1, name], [2, message([1, message([1, 1], [2, message([1, message([1, 2])])])])]);
  const identity = message([1, "x"], [2, "y"], [4, "Identity"]);
  const graph = message([1, identity], [2, "g"], [11, port("x")], [12, port("y")], ...more);
  return message([1, 8], [7, graph], [8, message([1, ""], [2, 17])]);
};

const refusal = (bytes: Uint8Array): string => {
  try {
    importOnnx(bytes);
  } catch (error) {
    return error instanceof TensorError ? error.message : `not ours: ${error}`;
  }
  return "";
};

describe("decode", () => {
  it("reads what encode writes", () => {
    const bytes = model({
      inputs: [value("x", "float32", [2]), { name: "n", dtype: "int64", shape: ["n", 1] }],
      outputs: [value("y", "bool", [])],
      nodes: [
        node("Some", ["x", "", "n"], ["y"], {
          one: 300,
          least: -(2 ** 40),
          list: [-1, 0, 2 ** 33],
          none: [],
          name: "grüße",
          half: { float: 0.5 },
          tensor: { tensor: int64("t", [1, -2]) },
        }),
      ],
      initializers: [float32("w", [1.5, -0], [2, 1])],
    });
    const { graph, ...about } = decode(bytes);
    expect(about).toEqual({ opsets: { "": 20 }, producer: "kaviar", doc: "", metadata: {}, functions: [] });
    expect(graph.inputs.map(({ read }) => read())).toEqual([
      { name: "x", dtype: "float32", shape: [2] },
      { name: "n", dtype: "int64", shape: ["n", 1] },
    ]);
    expect(graph.outputs.map(({ read }) => read())).toEqual([{ name: "y", dtype: "bool", shape: [] }]);
    expect(graph.initializers.map(({ read }) => read())).toEqual([float32("w", [1.5, -0], [2, 1])]);
    expect(graph.nodes).toEqual([
      {
        op: "Some",
        domain: "",
        name: "Some/y",
        inputs: ["x", "", "n"],
        outputs: ["y"],
        attributes: {
          one: 300,
          least: -(2 ** 40),
          list: [-1, 0, 2 ** 33],
          none: [],
          name: "grüße",
          half: 0.5,
          tensor: { tensor: int64("t", [1, -2]) },
        },
      },
    ]);
  });

  it("reads numbers packed and one by one, in the fields of their kind", () => {
    const stored = (type: number, ...fields: readonly Field[]) =>
      decode(file([5, message([1, 2], [2, type], [8, "w"], ...fields)])).graph.initializers[0]!.read().elements;
    const floats = new Uint8Array(Float32Array.of(1.5, -2).buffer);
    const doubles = new Uint8Array(Float64Array.of(Math.PI, -2).buffer);
    const minusOne = Uint8Array.from([255, 255, 255, 255, 255, 255, 255, 255, 255, 1]);
    expect(stored(1, [4, floats])).toEqual(Float32Array.of(1.5, -2));
    expect(stored(11, [10, doubles])).toEqual(Float64Array.of(Math.PI, -2));
    expect(stored(6, [5, 7], [5, 300])).toEqual(Int32Array.of(7, 300));
    expect(stored(6, [5, Uint8Array.from([...minusOne, 5])])).toEqual(Int32Array.of(-1, 5));
    expect(stored(7, [7, Uint8Array.from([...minusOne, 5])])).toEqual(BigInt64Array.of(-1n, 5n));
    expect(stored(12, [11, Uint8Array.from([1, 128, 128, 128, 128, 8])])).toEqual(Uint32Array.of(1, 2 ** 31));
    expect(stored(9, [5, Uint8Array.from([1, 0])])).toEqual(Uint8Array.of(1, 0));
    expect(stored(3, [9, Uint8Array.of(255, 5)])).toEqual(Int8Array.of(-1, 5));
    expect(stored(3, [5, Uint8Array.from([...minusOne, 5])])).toEqual(Int8Array.of(-1, 5));
    expect(stored(5, [9, Uint8Array.of(255, 255, 1, 2)])).toEqual(Int16Array.of(-1, 513));
    expect(stored(4, [5, Uint8Array.of(128, 4, 5)])).toEqual(Uint16Array.of(512, 5));
    expect(stored(10, [9, Uint8Array.of(0, 60, 0, 252)])).toEqual(Uint16Array.of(0x3c00, 0xfc00));
    expect(stored(16, [5, Uint8Array.of(128, 127, 5)])).toEqual(Uint16Array.of(0x3f80, 5));
    expect(stored(13, [11, Uint8Array.from([...minusOne, 5])])).toEqual(BigUint64Array.of(2n ** 64n - 1n, 5n));
  });

  it("says what it does not read", () => {
    const tensor = (...fields: readonly Field[]) => file([5, message([1, 2], [8, "w"], ...fields)]);
    expect(refusal(tensor([2, 1], [13, message([1, "location"], [2, "weights.bin"])], [14, 1]))).toMatch(
      /^The elements of "w" are in another file, "weights\.bin", which is not given\.\nPass its bytes/,
    );
    expect(refusal(tensor([2, 10], [9, new Uint8Array(4)]))).toMatch(/^"w" is float16, which no tensor here can be/);
    expect(refusal(tensor([2, 8], [6, "a"], [6, "b"]))).toMatch(
      /^"w" is string, which no tensor here can be\.\nopenSession of @kaviar\/tensor\/onnx/,
    );
    expect(refusal(tensor([2, 13], [9, new Uint8Array(16)]))).toMatch(/^"w" is uint64, which no tensor here can be/);
    expect(refusal(tensor([2, 17], [9, new Uint8Array(2)]))).toMatch(/^"w" is float8e4m3fn, which cannot be read\./);
    expect(refusal(tensor([2, 1], [9, new Uint8Array(4)]))).toMatch(
      /^A tensor has an element for each place: "w" of shape \[2\] comes with 1\./,
    );
    expect(refusal(file([15, message([3, 2])]))).toMatch(/^Sparse initializers cannot be read/);
    expect(refusal(file([11, message([1, "m"], [2, message([4, message([1, message([1, 1])])])])]))).toMatch(
      /^Inputs and outputs must be tensors: "m" is none/,
    );
  });

  it("opens a file with stored tensors of any kind, as long as nobody asks for them", async () => {
    const half = [5, message([1, 2], [2, 10], [8, "half"], [9, Uint8Array.of(0, 60, 1, 128)])] as const;
    const opened = await openOnnx(file(half));
    expect(await opened.initializers.get("half")!.data()).toEqual(Float32Array.of(1, -(2 ** -24)));
    await opened.release();
    const other = await openOnnx(file(half, [5, message([1, 1], [2, 17], [8, "quarter"], [9, new Uint8Array(1)])]));
    expect(() => other.initializers).toThrow(/^"quarter" is float8e4m3fn/);
    await other.release();
  });
});
