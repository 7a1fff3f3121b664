import { type DType, openOnnx, type Tensor, tensor } from "@kaviar/tensor";
import { float32, int64, model, node, value } from "@kaviar/tensor/conformance/models";
import { decodeOnnx, encodeOnnx, type OnnxGraph, quantizedWeights, quantizeOnnx } from "@kaviar/tensor/onnx";
import { describe, expect, it } from "vitest";

const waves = (size: number, step = 1): number[] => Array.from({ length: size }, (_, i) => Math.sin(step * i * i + i));

const image = { inputs: [value("x", "float32", [2, 4, 6, 6])], outputs: [value("y", "float32", [2, 8, 6, 6])] };
const rows = { inputs: [value("x", "float32", [5, 32])], outputs: [value("y", "float32", [5, 16])] };
const graphs: Readonly<Record<string, readonly [Partial<OnnxGraph>, Tensor<DType>, string]>> = {
  "a product": [
    { ...rows, nodes: [node("MatMul", ["x", "w"], ["y"])], initializers: [float32("w", waves(512), [32, 16])] },
    tensor(waves(160, 3), { shape: [5, 32] }),
    "product",
  ],
  "a product and a shift": [
    {
      ...rows,
      nodes: [node("Gemm", ["x", "w", "b"], ["y"])],
      initializers: [float32("w", waves(512), [32, 16]), float32("b", waves(16))],
    },
    tensor(waves(160, 3), { shape: [5, 32] }),
    "product",
  ],
  "a product with the transposed": [
    {
      ...rows,
      nodes: [node("Gemm", ["x", "w", "b"], ["y"], { transB: 1 })],
      initializers: [float32("w", waves(512), [16, 32]), float32("b", waves(16))],
    },
    tensor(waves(160, 3), { shape: [5, 32] }),
    "product",
  ],
  "rows of an embedding": [
    {
      inputs: [value("x", "int64", [2, 3])],
      outputs: [value("y", "float32", [2, 3, 8])],
      nodes: [node("Gather", ["w", "x"], ["y"])],
      initializers: [float32("w", waves(320), [40, 8])],
    },
    tensor([0, 39, 7, 7, 1, 20], { shape: [2, 3], dtype: "int64" }),
    "rows",
  ],
  "a convolution": [
    {
      ...image,
      nodes: [node("Conv", ["x", "w"], ["y"], { pads: [1, 1, 1, 1] })],
      initializers: [float32("w", waves(288), [8, 4, 3, 3])],
    },
    tensor(waves(288, 3), { shape: [2, 4, 6, 6] }),
    "stored",
  ],
  "weights of two uses": [
    {
      ...rows,
      outputs: [value("y", "float32", [5, 32])],
      nodes: [
        node("MatMul", ["x", "w"], ["h"]),
        node("Transpose", ["w"], ["t"], { perm: [1, 0] }),
        node("MatMul", ["h", "t"], ["y"]),
      ],
      initializers: [float32("w", waves(512), [32, 16])],
    },
    tensor(waves(160, 3), { shape: [5, 32] }),
    "stored",
  ],
};

const run = async (bytes: Uint8Array, x: Tensor<DType>): Promise<Float32Array> => {
  const file = await openOnnx(bytes);
  const { y } = await file.run({ x });
  await file.release();
  return (await y!.data()) as Float32Array;
};

describe("quantizeOnnx", () => {
  it.each(Object.keys(graphs))("%s: gives the same to two digits, its weights in a byte each", async (name) => {
    const [graph, x, as] = graphs[name]!;
    const bytes = model(graph);
    const { bytes: small, weights } = quantizeOnnx(bytes);
    expect(weights).toEqual([{ name: "w", shape: graph.initializers![0]!.shape, as }]);
    expect(decodeOnnx(small).graph.initializers.map((each) => each.name)).not.toContain("w");
    const [before, after] = [await run(bytes, x), await run(small, x)];
    const size = Math.sqrt(before.reduce((sum, y) => sum + y * y, 0) / before.length);
    const error = Math.sqrt(before.reduce((sum, y, i) => sum + (y - after[i]!) ** 2, 0) / before.length);
    expect(error / size).toBeLessThan(0.02);
    expect(error).toBeGreaterThan(0);
  });

  it.each(Object.keys(graphs))("%s: has its weights back to half a step", (name) => {
    const [{ initializers }] = graphs[name]!;
    const restored = quantizedWeights(quantizeOnnx(model({ ...graphs[name]![0] })).bytes).get("w")!;
    expect(restored.shape).toEqual(initializers![0]!.shape);
    restored.elements.forEach((w, i) => {
      expect(Math.abs(Number(w) - Number(initializers![0]!.elements[i]))).toBeLessThan(0.5 / 127 + 1e-6);
    });
  });

  it("leaves a file as it is where there is nothing to gain", () => {
    const few = model({
      ...rows,
      nodes: [node("MatMul", ["x", "w"], ["y"])],
      initializers: [float32("w", waves(64), [32, 2])],
    });
    expect(quantizeOnnx(few)).toEqual({ bytes: few, weights: [] });
    expect(quantizedWeights(few).size).toBe(0);
    const numbers = encodeOnnx({
      graph: {
        name: "g",
        inputs: [],
        outputs: [],
        nodes: [],
        initializers: [int64("w", waves(512).map(Math.round), [32, 16])],
      },
      opsets: { "": 20 },
      metadata: {},
    });
    expect(quantizeOnnx(numbers).bytes).toBe(numbers);
  });
});
