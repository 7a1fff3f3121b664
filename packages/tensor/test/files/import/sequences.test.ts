import { type DType, grad, importOnnx, openOnnx, type Tensor, type Tensors, tensor } from "@kaviar/tensor";
import { float32, int64, model, node } from "@kaviar/tensor/conformance/models";
import type { OnnxGraph, OnnxNode, OnnxTensor } from "@kaviar/tensor/onnx";
import { describe, expect, it } from "vitest";

const numbersOf = async (x: Tensor<DType>): Promise<number[]> => Array.from((await x.data()) as Float32Array, Number);

const port = (name: string, shape: readonly (number | string)[], dtype: "float32" | "bool" | "int64" = "float32") => ({
  name,
  dtype,
  shape,
});

const file = (nodes: OnnxNode[], initializers: OnnxTensor[] = []): Uint8Array =>
  model({ inputs: [port("x", [5, 2])], outputs: [port("y", ["a", "b"])], nodes, initializers });

const x = tensor([
  [1, 2],
  [3, 4],
  [5, 6],
  [7, 8],
  [9, 10],
]);

const places = [0, 1, 2, -1, -2].map((place) => ({ ...int64(`at ${place}`, [place], []), name: `at ${place}` }));

/** Lists, and what becomes of them. */
const cases: Readonly<Record<string, readonly OnnxNode[]>> = {
  "rows, and two of them joined": [
    node("SplitToSequence", ["x"], ["list"]),
    node("SequenceErase", ["list", "at 1"], ["shorter"]),
    node("SequenceErase", ["shorter"], ["shortest"]),
    node("ConcatFromSequence", ["shortest"], ["y"], { axis: 1 }),
  ],
  "parts of two rows, the last a shorter one": [
    node("SplitToSequence", ["x", "at 2"], ["list"]),
    node("SequenceAt", ["list", "at -1"], ["last"]),
    node("SequenceAt", ["list", "at 0"], ["first"]),
    node("Concat", ["last", "first"], ["y"], { axis: 0 }),
  ],
  "parts without their axis, stacked": [
    node("SplitToSequence", ["x"], ["list"], { axis: 1, keepdims: 0 }),
    node("ConcatFromSequence", ["list"], ["y"], { axis: 0, new_axis: 1 }),
  ],
  "put in from the end, and behind it": [
    node("SequenceConstruct", ["x", "x"], ["two"]),
    node("Neg", ["x"], ["minus"]),
    node("SequenceInsert", ["two", "minus", "at -1"], ["three"]),
    node("SequenceInsert", ["three", "minus"], ["four"]),
    node("ConcatFromSequence", ["four"], ["y"], { axis: 0 }),
  ],
};

describe("lists of tensors", () => {
  it.each(Object.entries(cases))("are as the runtime has them: %s", async (_, nodes) => {
    const bytes = file([...nodes], places);
    const opened = await openOnnx(bytes);
    const [wanted, got] = [(await opened.run({ x })).y!, importOnnx(bytes).apply({}, x).y!];
    expect(got.shape).toEqual(wanted.shape);
    expect(await numbersOf(got)).toEqual(await numbersOf(wanted));
    await opened.release();
  });

  const looping = (steps: OnnxTensor): Uint8Array => {
    const body: OnnxGraph = {
      name: "body",
      inputs: [
        port("i", [], "int64"),
        port("go", [], "bool"),
        port("h", [2]),
        { ...port("list", []), dtype: "float32" },
      ],
      outputs: [port("on", [], "bool"), port("next", [2]), { ...port("longer", []), dtype: "float32" }],
      nodes: [
        node("Identity", ["go"], ["on"]),
        node("Gather", ["x", "i"], ["row"], { axis: 0 }),
        node("Mul", ["row", "w"], ["weighed"]),
        node("Add", ["h", "weighed"], ["next"]),
        node("SequenceInsert", ["list", "next"], ["longer"]),
      ],
      initializers: [],
    };
    return file(
      [
        node("SequenceEmpty", [], ["none"]),
        node("Loop", ["steps", "", "zero", "none"], ["last", "all"], { body: { graph: body } }),
        node("ConcatFromSequence", ["all"], ["y"], { axis: 0, new_axis: 1 }),
      ],
      [{ ...steps, name: "steps" }, float32("zero", [0, 0]), float32("w", [1, 10])],
    );
  };

  it("grow from step to step of a loop, and slopes go through them", async () => {
    const { parameters, apply } = importOnnx(looping(int64("steps", [5], [])));
    expect(await numbersOf(apply(parameters, x).y!)).toEqual([1, 20, 4, 60, 9, 120, 16, 200, 25, 300]);
    const slope = grad((own: Tensors) => apply(own, x).y!.sum())(parameters);
    expect(await numbersOf(slope.w!)).toEqual([55, 70]);
  });

  it("are refused where something else is computed with them", () => {
    const bytes = file([node("SplitToSequence", ["x"], ["list"]), node("Neg", ["list"], ["y"])]);
    expect(() => importOnnx(bytes).apply({}, x)).toThrow(/^Neg .* it computes with a list of tensors\./);
  });

  it("are refused where the data decide which one it is", () => {
    const branch = (name: string, from: string): OnnxGraph => ({
      name,
      inputs: [],
      outputs: [port(`${name} out`, [])],
      nodes: [node("Identity", [from], [`${name} out`])],
      initializers: [],
    });
    const bytes = file(
      [
        node("ReduceSum", ["x"], ["sum"], { keepdims: 0 }),
        node("Cast", ["sum"], ["which"], { to: 9 }),
        node("SequenceConstruct", ["x", "x"], ["two"]),
        node("SequenceConstruct", ["x"], ["one"]),
        node("If", ["which"], ["list"], {
          then_branch: { graph: branch("a", "one") },
          else_branch: { graph: branch("b", "two") },
        }),
        node("SequenceAt", ["list", "at 0"], ["y"]),
      ],
      places,
    );
    expect(() => importOnnx(bytes).apply({}, x)).toThrow(/^If .* the data decide which list of tensors it gives\./);
  });
});
