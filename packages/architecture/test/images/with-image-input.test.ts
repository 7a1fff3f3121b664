import { ArchitectureError, decodeImage, readImages, withImageInput } from "@kaviar/architecture";
import { conv2d, dense, fit, flatten, relu, sequential, sparseSoftmaxCrossEntropy } from "@kaviar/nn";
import { decodeOnnx, encodeOnnx, type OnnxModel, openSession } from "@kaviar/tensor/onnx";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { folderOf } from "./folder.ts";
import { patternOf, recordedFile } from "./recorded.ts";

const photo = async (height: number, width: number, quality: number): Promise<Uint8Array> =>
  sharp(patternOf([height, width]), { raw: { height, width, channels: 3 } })
    .blur(2)
    .jpeg({ quality })
    .toBuffer();

describe("withImageInput", () => {
  it.each([1, 3] as const)(
    "makes a file that sees in %i channels what the network was trained on",
    async (channels) => {
      const folder = folderOf({
        "a/1.jpg": await photo(90, 61, 90),
        "a/2.jpg": await photo(20, 33, 70),
        "b/3.jpg": await photo(300, 200, 80),
        "b/4.png": recordedFile("transparent.png").file,
      });
      const { x, y, files } = await readImages(folder, { size: [12, 20], channels });
      const model = await fit(
        sequential(conv2d(4, 3), relu, flatten, dense(2)),
        { x, y: y! },
        {
          loss: sparseSoftmaxCrossEntropy,
          epochs: 1,
          validation: 0.5,
        },
      );
      const plain = await model.toOnnx();
      const network = await openSession(plain);
      const { output } = await network.run({
        input: { dtype: "float32", shape: [4, channels, 12, 20], elements: Float32Array.from(x.data) },
      });
      const wanted = output!.elements as Float32Array;
      const file = withImageInput(plain);
      const session = await openSession(file);
      expect(session.inputs).toEqual([
        { name: "image", dtype: "uint8", shape: ["batch", "height", "width", channels] },
      ]);
      expect(session.metadata).toEqual(network.metadata);
      for (const [row, name] of files.entries()) {
        const { data, shape } = await decodeImage(name, { channels });
        const image = { dtype: "uint8", elements: data, shape: [1, ...shape] } as const;
        const said = (await session.run({ image })).output!.elements as Float32Array;
        for (const i of [0, 1]) expect(said[i]).toBeCloseTo(wanted[2 * row + i]!, 4);
        const two = { ...image, elements: Uint8Array.from([...data, ...data]), shape: [2, ...shape] };
        const both = (await session.run({ image: two })).output!.elements as Float32Array;
        for (const i of [0, 1, 2, 3]) expect(both[i]).toBeCloseTo(wanted[2 * row + (i % 2)]!, 4);
      }
      await Promise.all([session.release(), network.release()]);
    },
  );

  const modelOf = (dtype: "float32" | "uint8", shape: readonly (number | string)[], opset = 20): OnnxModel => ({
    graph: {
      name: "g",
      inputs: [{ name: "x", dtype, shape }],
      outputs: [{ name: "y", dtype, shape }],
      nodes: [{ op: "Identity", name: "same", inputs: ["x"], outputs: ["y"], attributes: {} }],
      initializers: [],
    },
    opsets: { "": opset },
    metadata: { who: "me" },
  });

  it("keeps what the model says of itself", () => {
    const file = decodeOnnx(withImageInput(encodeOnnx(modelOf("float32", ["rows", 3, 5, 6]))));
    expect(file.metadata).toEqual({ who: "me" });
    expect(file.opsets).toEqual({ "": 20 });
    expect(file.graph.inputs.map(({ read }) => read().shape)).toEqual([["rows", "height", "width", 3]]);
    expect(file.graph.nodes.map(({ op }) => op)).toEqual(["Resize", "Transpose", "Cast", "Identity"]);
  });

  it("refuses models of something else", () => {
    const refusal = (model: OnnxModel): string => {
      try {
        withImageInput(encodeOnnx(model));
      } catch (error) {
        return error instanceof ArchitectureError ? error.message : `not ours: ${error}`;
      }
      return "";
    };
    expect(refusal(modelOf("float32", ["rows", 4]))).toMatch(/this one has x, float32 \[rows, 4\]/);
    expect(refusal(modelOf("uint8", ["rows", 3, 5, 6]))).toMatch(/this one has x, uint8/);
    expect(refusal(modelOf("float32", ["rows", 5, 6, 3]))).toMatch(/\[batch, 1 or 3, height, width\]/);
    expect(refusal(modelOf("float32", ["rows", 3, 5, 6], 17))).toMatch(
      /version 18 or later: the model has those of version 17/,
    );
  });
});
