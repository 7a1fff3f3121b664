import { TensorError } from "@kaviar/tensor";
import { decodeOnnx, encodeOnnx, type OnnxModel, type OnnxNode, openSession, prependOnnx } from "@kaviar/tensor/onnx";
import { describe, expect, it } from "vitest";

const port = (name: string, dtype: "float32" | "uint8" = "float32") => ({ name, dtype, shape: [2] });
const node = (op: string, inputs: readonly string[], output: string, attributes = {}): OnnxNode => ({
  op,
  name: `of ${output}`,
  inputs,
  outputs: [output],
  attributes,
});

/** y = x · w + z, with a float attribute, which a decoded model does not tell from a whole number. */
const model: OnnxModel = {
  graph: {
    name: "g",
    inputs: [port("x"), port("z")],
    outputs: [port("y")],
    nodes: [
      node("LeakyRelu", ["x"], "r", { alpha: { float: 1 } }),
      node("Mul", ["r", "w"], "p"),
      node("Add", ["p", "z"], "y"),
    ],
    initializers: [{ name: "w", dtype: "float32", shape: [2], elements: Float32Array.of(3, 4) }],
  },
  opsets: { "": 20 },
  metadata: { who: "me" },
  producer: "somebody",
};

const cast = node("Cast", ["bytes"], "x", { to: 1 });

describe("prependOnnx", () => {
  it("puts nodes before a model, whose other inputs stay", async () => {
    const file = prependOnnx(encodeOnnx(model), { inputs: [port("bytes", "uint8")], nodes: [cast], initializers: [] });
    const session = await openSession(file);
    expect(session.inputs).toEqual([port("bytes", "uint8"), port("z")]);
    const { y } = await session.run({
      bytes: { dtype: "uint8", shape: [2], elements: Uint8Array.of(200, 7) },
      z: { dtype: "float32", shape: [2], elements: Float32Array.of(1, 2) },
    });
    await session.release();
    expect([...(y!.elements as Float32Array)]).toEqual([601, 30]);
    const { metadata, producer, opsets } = decodeOnnx(file);
    expect({ metadata, producer, opsets }).toEqual({
      metadata: { who: "me" },
      producer: "somebody",
      opsets: { "": 20 },
    });
  });

  it("refuses a name that the model has", () => {
    const refusal = (nodes: readonly OnnxNode[], input: string, constants: readonly string[] = []): string => {
      const initializers = constants.map(
        (name) => ({ name, dtype: "uint8", shape: [0], elements: new Uint8Array(0) }) as const,
      );
      try {
        prependOnnx(encodeOnnx(model), { inputs: [port(input, "uint8")], nodes, initializers });
      } catch (error) {
        return error instanceof TensorError ? error.message : `not ours: ${error}`;
      }
      return "";
    };
    expect(refusal([cast], "bytes")).toBe("");
    expect(refusal([{ ...cast, inputs: ["z"] }], "z")).toMatch(/"z" would be made by two/);
    expect(refusal([node("Cast", ["bytes"], "p", { to: 1 })], "bytes")).toMatch(/"p" would be made by two/);
    expect(refusal([cast], "bytes", ["w"])).toMatch(/"w" would be made by two/);
    expect(refusal([cast], "x")).toMatch(/"x" would be made by two/);
  });
});
