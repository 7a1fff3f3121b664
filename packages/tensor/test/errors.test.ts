import { readFileSync } from "node:fs";
import {
  compile,
  concat,
  type DType,
  einsum,
  eye,
  full,
  grad,
  key,
  normal,
  split,
  stack,
  type Tensor,
  TensorError,
  type TensorErrorCode,
  tensor,
  vmap,
  zeros,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

const source = readFileSync(new URL(import.meta.url), "utf8").split("\n");

/** The number of the one line that ends in `// marker`. */
const lineOf = (marker: string): number => source.findIndex((line) => line.endsWith(`// ${marker}`)) + 1;

const errorOf = async (run: () => unknown): Promise<TensorError> => {
  try {
    await run();
  } catch (error) {
    if (error instanceof TensorError) return error;
    throw error;
  }
  throw new Error("expected an error");
};

const firstFrame = (error: Error): string => error.stack!.split("\n").find((line) => /^\s+at /.test(line))!;

const x = zeros([2, 3]); // x is made
const w = normal(key(0), [4, 5]); // w is made
const int = tensor([1, 2], { dtype: "int32" });
const flag = tensor([1, 0], { dtype: "bool" });
const asFloats = (values: unknown) => values as number[];

/** What is wrong, its code, the law and the evidence, and the way out. */
const mistakes: readonly (readonly [string, TensorErrorCode, string, string, () => unknown])[] = [
  [
    "shapes that do not line up",
    "shape",
    "add needs shapes that line up from the last axis, equal or 1: got [2, 3] and [4, 5].",
    "expandDims",
    () => x.add(w),
  ],
  [
    "inner axes that differ",
    "shape",
    "matmul needs the last axis of the left to equal the second-to-last of the right: got [2, 3] · [4, 5].",
    "Transpose",
    () => x.matmul(w),
  ],
  ["a product with a scalar", "rank", "matmul needs at least a vector on each side", "mul", () => x.matmul(tensor(1))],
  [
    "two dtypes",
    "dtype",
    "add needs operands of one dtype: got float32 and int32.",
    'x.cast("float32")',
    () => x.add(int as never),
  ],
  [
    "two dtypes in a product",
    "dtype",
    "matmul needs operands of one dtype",
    'x.cast("float32")',
    () => x.matmul(zeros([3, 1], { dtype: "float64" }) as never),
  ],
  ["a function of integers", "dtype", "exp is not defined for int32.", 'x.cast("float32")', () => int.exp()],
  ["integers divided", "dtype", "div is not defined for int32.", 'x.cast("float32")', () => int.div(2)],
  ["booleans added", "dtype", "add is not defined for bool.", 'x.cast("float32")', () => flag.add(0)],
  ["booleans summed", "dtype", "sum is not defined for bool.", "any() or all()", () => flag.sum()],
  ["booleans rounded", "dtype", "floor is not defined for bool.", 'x.cast("float32")', () => flag.floor()],
  [
    "a choice by numbers",
    "dtype",
    "where chooses by booleans: got a float32 condition.",
    "x.greater(0)",
    () => x.where(x, 0),
  ],
  [
    "half an integer",
    "data",
    "int32 holds integers in [-2147483648, 2147483647]: got 0.5.",
    "Round first",
    () => int.add(0.5),
  ],
  [
    "a negative uint32",
    "data",
    "uint32 holds integers in [0, 4294967295]: got -1.",
    "Round first",
    () => full([2], -1, { dtype: "uint32" }),
  ],
  ["no operand", "data", "An operand is a tensor or a number: got undefined.", "", () => x.add(undefined as never)],
  ["an axis that is not there", "axis", "sum needs an axis in [-2, 2): got 2.", "The last axis is −1.", () => x.sum(2)],
  ["an axis twice", "axis", "sum needs each axis once: got [0, 0].", "", () => x.sum([0, -2])],
  [
    "an axis of a scalar",
    "axis",
    "softmax needs an axis in [0, 0): got -1.",
    "A scalar has no axis.",
    () => tensor(1).softmax(),
  ],
  [
    "an order of other axes",
    "axis",
    "transpose needs each of the 2 axes once: got [0, 0].",
    "",
    () => x.transpose([0, 0]),
  ],
  ["an index that is not there", "index", "slice needs an index in [-2, 2) on axis 0: got 2.", "", () => x.slice(2)],
  [
    "more entries than axes",
    "rank",
    "slice takes at most an entry an axis: got 3 for 2 axes.",
    "",
    () => x.slice(0, 0, 0),
  ],
  [
    "a step of 0",
    "index",
    "slice needs a step that is an integer other than 0: got 0 on axis 0.",
    "",
    () => x.slice([0, 1, 0]),
  ],
  [
    "another number of elements",
    "shape",
    "reshape keeps the number of elements: got [2, 3] (6) to [4] (4).",
    "−1",
    () => x.reshape([4]),
  ],
  [
    "a length that cannot be worked out",
    "shape",
    "reshape needs a shape with as many places as there are elements: got [4, -1] for 6 elements.",
    "−1",
    () => x.reshape([4, -1]),
  ],
  [
    "two negative lengths",
    "shape",
    "reshape needs a shape with as many places as there are elements: got [-2, -3] for 6 elements.",
    "−1",
    () => x.reshape([-2, -3]),
  ],
  [
    "stretching what is no 1",
    "shape",
    "broadcastTo stretches only axes of length 1: got [2, 3] to [4, 3].",
    "",
    () => x.broadcastTo([4, 3]),
  ],
  [
    "rows of another length",
    "shape",
    "concat needs tensors of one dtype that differ only along axis 0.",
    "",
    () => concat([x, w]),
  ],
  ["nothing to join", "data", "stack needs at least one tensor: got none.", "", () => stack([])],
  ["an axis that is no 1", "shape", "squeeze takes out axes of length 1: axis 0 has length 2.", "", () => x.squeeze(0)],
  [
    "unequal parts",
    "shape",
    "split must use up the axis: 2 equal parts of an axis of length 3.",
    "",
    () => split(x, 2, 1),
  ],
  [
    "negative widths",
    "shape",
    "pad needs a pair of widths [before, after] ≥ 0 for each of the 2 axes: got [1,-1].",
    "slice",
    () => x.pad([1, -1]),
  ],
  [
    "a triangle of a vector",
    "rank",
    "tril needs a matrix, or a stack of them: got [3].",
    "",
    () => tensor([1, 2, 3]).tril(),
  ],
  ["more than there are", "index", "topK needs k in [0, 3]: got 4.", "", () => x.topK(4)],
  [
    "the largest of nothing",
    "shape",
    "max needs at least one element: got [0] along 0.",
    "neutral",
    () => zeros([0]).max(),
  ],
  [
    "indices that are no integers",
    "dtype",
    "gather needs int32 or int64 indices: got float32.",
    'indices.cast("int32")',
    () => x.gather(x),
  ],
  [
    "updates of another shape",
    "shape",
    "scatterAdd needs float32 updates of shape [2, 3]: got float32 [2, 4].",
    "",
    () => x.scatterAdd(int, zeros([2, 4])),
  ],
  [
    "classes that are no integers",
    "dtype",
    "oneHot needs int32 or int64 class numbers: got float32.",
    'x.cast("int32")',
    () => x.oneHot(3),
  ],
  ["letters of two lengths", "data", '"j" is 3 and 4', "", () => einsum("ij,jk->ik", x, w)],
  ["a seed that is none", "data", "A seed is an integer ≥ 0: got -1.", "", () => key(-1)],
  [
    "a key that is none",
    "dtype",
    "A random key is a pair of uint32 words.",
    "key(seed)",
    () => normal(x as never, [2]),
  ],
  [
    "rows of two lengths",
    "data",
    "data[1] has 1 elements where its neighbours have 2 elements",
    "Pad the short rows",
    () => tensor([[1, 2], [3]]),
  ],
  [
    "rows and numbers mixed",
    "data",
    "data[1] is a number where its neighbours have 2 elements",
    "flat array",
    () => tensor([[1, 2], 3]),
  ],
  ["text for numbers", "data", "A tensor holds numbers: data[1] is a string.", "", () => tensor(asFloats([1, "2"]))],
  [
    "an integer too large",
    "data",
    "int32 holds integers in [-2147483648, 2147483647]: got 2147483648 at element 1.",
    "float32",
    () => tensor([1, 2 ** 31], { dtype: "int32" }),
  ],
  [
    "a bigint too large",
    "data",
    "got 9223372036854775808 at element 0.",
    "",
    () => tensor([2n ** 63n], { dtype: "int64" }),
  ],
  [
    "another number of places",
    "shape",
    "tensor needs a shape with as many places as there are elements: got [2, 2] for 3 elements.",
    "−1",
    () => tensor([1, 2, 3], { shape: [2, 2] }),
  ],
  [
    "a shape that is none",
    "shape",
    "zeros needs a shape, a list of lengths: got 3.",
    "zeros([2, 3])",
    () => zeros(3 as never),
  ],
  [
    "bytes of an unknown kind",
    "data",
    "No dtype stands for Uint16Array.",
    "Float32Array",
    () => tensor(new Uint16Array(2) as never),
  ],
  ["one number of many", "scalar", "item() needs exactly one element: got 6.", "data() or array()", () => x.item()],
  [
    "no scalar to differentiate",
    "scalar",
    "grad needs a function with one float scalar as its result.",
    "x.sum()",
    () => grad((x: Tensor) => x.mul(2))(x),
  ],
  [
    "integers to differentiate by",
    "derivative",
    "A derivative is by floats: argument is int32.",
    "close over it",
    () => grad((x: Tensor<"int32">) => x.cast("float32").sum())(int),
  ],
  [
    "numbers of examples",
    "shape",
    "vmap needs the same number of examples along the first axis of every argument.",
    "Close over",
    () => vmap((x: Tensor, w: Tensor) => x.sum().add(w.sum()))(x, w),
  ],
  [
    "a structure with text in it",
    "structure",
    "A structure is a tensor, or records and arrays of tensors: [0].name is a string.",
    "Close over",
    () => compile((x: never) => x)({ x, name: "x" } as never),
  ],
];

describe("a mistake", () => {
  it.each(mistakes)(
    "of %s is told with the law, the evidence and the cure, at the user's line",
    async (_, code, law, cure, run) => {
      const error = await errorOf(run);
      expect(error.code).toBe(code);
      expect(error.message).toContain(law);
      expect(error.message).toContain(cure);
      expect(firstFrame(error)).toContain("errors.test.ts:");
    },
  );

  it("shows each operand with the line it was made at", async () => {
    const error = await errorOf(() => x.add(w)); // the sum
    expect(error.message).toBe(
      [
        "add needs shapes that line up from the last axis, equal or 1: got [2, 3] and [4, 5].",
        `  left   float32 [2, 3]   errors.test.ts:${lineOf("x is made")}`,
        `  right  float32 [4, 5]   errors.test.ts:${lineOf("w is made")}`,
        "Reshape one of them, or put in axes of length 1 with expandDims.",
      ].join("\n"),
    );
    expect(firstFrame(error)).toContain(`errors.test.ts:${lineOf("the sum")}`);
  });

  it("is found also where the operation would come to nothing", async () => {
    for (const run of [
      () => flag.mul(1),
      () => flag.sum([]),
      () => x.add(zeros([2, 3], { dtype: "float64" }) as never),
    ])
      expect((await errorOf(run)).code).toBe("dtype");
  });
});

describe("an index that is out of range while running", () => {
  const at = (...indices: number[]) => tensor(indices, { dtype: "int32" });

  it.each<[string, string, () => Promise<unknown>]>([
    ["gather", "gather needs indices in [-2, 2): got 7.", () => x.add(1).gather(at(0, 7)).data()],
    [
      "takeAlongAxis",
      "takeAlongAxis needs indices in [-3, 3)",
      () =>
        x
          .add(1)
          .takeAlongAxis(at(3).broadcastTo([2, 1]), 1)
          .data(),
    ],
    [
      "scatterAdd",
      "scatter needs indices in [-2, 2): got 5.",
      () =>
        x
          .add(1)
          .scatterAdd(at(5), zeros([1, 3]))
          .data(),
    ],
    [
      "compiled gather",
      "gather needs indices in [-2, 2): got -3.",
      () => compile((x: Tensor, i: Tensor<"int32">) => x.mul(2).gather(i))(x, at(-3)).data(),
    ],
  ])("is told by %s with the range, at the line of the operation", async (_, law, run) => {
    const error = await errorOf(run);
    expect(error.code).toBe("index");
    expect(error.message).toContain(law);
    expect(error.message).toContain("Clip the indices");
    expect(firstFrame(error)).toContain("errors.test.ts:");
  });
});

describe("what is allowed", () => {
  it("every dtype holds its own bounds", async () => {
    const bounds: [DType, (number | bigint)[]][] = [
      ["int32", [-(2 ** 31), 2 ** 31 - 1]],
      ["uint32", [0, 2 ** 32 - 1]],
      ["int64", [-(2n ** 63n), 2n ** 63n - 1n]],
    ];
    for (const [dtype, values] of bounds) expect([...(await tensor(values, { dtype }).data())]).toEqual(values);
  });

  it("bytes other than 0 and 1 are true", async () => {
    expect([...(await tensor(new Uint8Array([0, 1, 7])).data())]).toEqual([0, 1, 1]);
  });

  it("an identity of no rows", () => {
    expect(eye(0).shape).toEqual([0, 0]);
  });
});
