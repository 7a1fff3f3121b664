import { type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { createDataSet, type TrainingData } from "../../src/data/data-set.ts";
import { createInputs } from "../../src/data/rows.ts";

const y = [0, 1];

describe("a data set", () => {
  it("takes the same rows as nested arrays, typed arrays with a shape, lists of typed arrays and tensors", async () => {
    const forms: TrainingData["x"][] = [
      [
        [1, 2],
        [3, 4],
      ],
      [Float32Array.of(1, 2), Float32Array.of(3, 4)],
      { data: [1, 2, 3, 4], shape: [2, 2] },
      { data: Uint8Array.of(1, 2, 3, 4), shape: [2, 2] },
      { data: Float64Array.of(1, 2, 3, 4), shape: [2, 2] },
      tensor([
        [1, 2],
        [3, 4],
      ]),
      tensor(Float64Array.of(1, 2, 3, 4), { shape: [2, 2] }),
    ];
    for (const x of forms) {
      const set = createDataSet({ x, y });
      const only = set.x as Tensor;
      expect([set.rows, only.dtype, only.shape, Array.from(await only.data())]).toEqual([
        2,
        "float32",
        [2, 2],
        [1, 2, 3, 4],
      ]);
    }
  });

  it("keeps integers of Int32Array as integers, for tokens and classes", () => {
    const set = createDataSet({ x: { data: Int32Array.of(5, 6, 7, 8), shape: [2, 2] }, y: Int32Array.of(0, 1) });
    expect([(set.x as { dtype: string }).dtype, (set.y as { dtype: string }).dtype]).toEqual(["int32", "int32"]);
    const wide = createDataSet({
      x: tensor(BigInt64Array.of(5n, 6n), { shape: [2, 1] }),
      y: BigInt64Array.of(0n, 1n) as never,
    });
    expect((wide.x as { dtype: string }).dtype).toBe("int32");
  });

  it("takes records of inputs, and images of any rank", () => {
    const image = { data: new Uint8Array(2 * 1 * 3 * 3), shape: [2, 1, 3, 3] };
    const set = createDataSet({ x: { image, age: [20, 30] }, y });
    const x = set.x as Record<string, { shape: readonly number[] }>;
    expect([x.image!.shape, x.age!.shape]).toEqual([[2, 1, 3, 3], [2]]);
  });

  it("numbers texts by the alphabet, whatever their order, or as the given classes are", async () => {
    const numbers = async (data: TrainingData, known?: readonly string[]) =>
      Array.from(await (createDataSet(data, known).y as Tensor).data());
    const texts = ["dog", "cat", "dog", "ant"];
    const x = [[1], [2], [3], [4]];
    expect(createDataSet({ x, y: texts }).classes).toEqual(["ant", "cat", "dog"]);
    expect(await numbers({ x, y: texts })).toEqual([2, 1, 2, 0]);
    expect(await numbers({ x, y: texts }, ["dog", "cat", "ant"])).toEqual([0, 1, 0, 2]);
    expect(await numbers({ x, y: texts, classes: ["dog", "ant", "cat"] })).toEqual([0, 2, 0, 1]);
    expect(() => createDataSet({ x, y: texts }, ["dog", "cat"])).toThrow(
      /classes the model knows: got "ant"\.\nIt knows dog, cat/,
    );
    expect(() => createDataSet({ x, y: texts }, null)).toThrow(/which number the label "dog" has\.\nName the classes/);
  });

  it("gives the inputs as targets where there are none", () => {
    const set = createDataSet({ x: [[1], [2]] });
    expect(set.y).toBe(set.x);
  });

  const refused: [string, TrainingData, RegExp][] = [
    ["ragged rows", { x: [[1, 2], [3]], y }, /rows of one shape: row 0 is \[2\], row 1 is \[1\]\.\nPad or cut/],
    ["a number among rows", { x: [[1, 2], 3], y }, /row 0 is a list, row 1 is 3/],
    [
      "NaN",
      {
        x: [
          [1, 2],
          [3, Number.NaN],
        ],
        y,
      },
      /x must hold finite numbers: got NaN at row 1, column 1 of 2\.\nLeave out/,
    ],
    [
      "infinity in a typed array",
      { x: { data: Float32Array.of(1, 2, Infinity, 3), shape: [2, 2] }, y },
      /got Infinity at row 1, column 0/,
    ],
    ["a double beyond float32", { x: [[1e300], [1]], y }, /got Infinity at row 0/],
    [
      "null",
      {
        x: [
          [1, null],
          [2, 3],
        ],
        y,
      },
      /row 0 must hold numbers: got null at 1\.\nFill in what is missing/,
    ],
    ["texts as inputs", { x: ["a", "b"], y }, /x must hold numbers: got "a" in row 0\.\nTurn texts into numbers/],
    ["another number of rows", { x: [[1], [2], [3]], y }, /x has 3, y has 2\.\nLeave out the rows/],
    ["another number of rows in a part", { x: { a: [[1], [2]], b: [[1]] }, y }, /x has 2, x\.b has 1/],
    ["nothing", { x: [], y: [] }, /nothing to learn from: x has 0 rows/],
    ["a shape that does not fit", { x: { data: [1, 2, 3], shape: [2, 2] }, y }, /\[2, 2\] are 4, got 3/],
    ["too few weights", { x: [[1], [2]], y, weights: [1] }, /a number for each of the 2 rows: got 1/],
    ["negative weights", { x: [[1], [2]], y, weights: [1, -2] }, /finite and ≥ 0: got -2 at row 1/],
    ["weights of zero", { x: [[1], [2]], y, weights: [0, 0] }, /must not all be 0/],
    ["a misspelt name", { x: [[1], [2]], labels: y } as never, /Data are \{ x, y, weights, classes \}: got "labels"/],
    ["no x", { y } as never, /Data are \{ x, y \}: got no x/],
  ];
  it.each(refused)("refuses %s", (_, data, message) => {
    expect(() => createDataSet(data)).toThrow(message);
    expect(() => createDataSet(data)).toThrow(expect.objectContaining({ name: "ModelError" }));
  });

  it("takes inputs without targets", () => {
    expect((createInputs([[1, 2, 3]]) as { shape: readonly number[] }).shape).toEqual([1, 3]);
  });
});
