import { type DType, importOnnx, openOnnx, type Tensor, TensorError, tensor } from "@kaviar/tensor";
import { model, node } from "@kaviar/tensor/conformance/models";
import { describe, expect, it } from "vitest";

const file = (op: string, shape: readonly number[], attributes = {}): Uint8Array =>
  model({
    inputs: [{ name: "x", dtype: "float32", shape }],
    outputs: [{ name: "y", dtype: "float32", shape: shape.map((_, i) => `y${i}`) }],
    nodes: [node(op, ["x"], ["y"], attributes)],
  });

/** The runtime's result, or `undefined` where it has none. */
const opened = async (bytes: Uint8Array, x: Tensor): Promise<Tensor<DType> | undefined> => {
  const session = await openOnnx(bytes).catch(() => undefined);
  const result = await session?.run({ x }).catch(() => undefined);
  await session?.release();
  return result?.y;
};

const imported = (bytes: Uint8Array, x: Tensor): Tensor<DType> | TensorError => {
  try {
    return importOnnx(bytes).apply({}, x).y!;
  } catch (error) {
    if (error instanceof TensorError) return error;
    throw error;
  }
};

/** Numbers below a bound, the same in every run. */
const drawing = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

describe.each(["MaxPool", "AveragePool", "LpPool"])("%s", (op) => {
  it("gives what the runtime gives, whatever its windows, or refuses them", async () => {
    const draw = drawing(op.length);
    let same = 0;
    for (let round = 0; round < 150; round++) {
      const lengths = Array.from({ length: 1 + draw(2) }, () => 1 + draw(5));
      const kernel = lengths.map(() => 1 + draw(4));
      const attributes: Record<string, number | string | number[]> = {
        kernel_shape: kernel,
        strides: lengths.map(() => 1 + draw(4)),
        ceil_mode: draw(2),
      };
      if (draw(2) === 0) attributes.pads = [...kernel, ...kernel].map(draw);
      else if (draw(4) === 0) attributes.auto_pad = ["SAME_UPPER", "SAME_LOWER", "VALID"][draw(3)]!;
      if (draw(4) === 0) attributes.dilations = lengths.map(() => 1 + draw(2));
      if (op === "AveragePool") attributes.count_include_pad = draw(2);
      const shape = [2, 2, ...lengths];
      const size = shape.reduce((a, b) => a * b);
      const x = tensor(Array.from({ length: size }, () => draw(1000) / 100 - 3)).reshape(shape) as Tensor;
      const bytes = file(op, shape, attributes);
      const [wanted, got] = [await opened(bytes, x), imported(bytes, x)];
      if (got instanceof TensorError || !wanted) continue;
      same++;
      const what = `${JSON.stringify(attributes)} of ${shape}`;
      expect(got.shape, what).toEqual(wanted.shape);
      const numbers = (await wanted.data()) as Float32Array;
      ((await got.data()) as Float32Array).forEach((each, i) => {
        expect(each, what).toBeCloseTo(numbers[i]!, 4);
      });
    }
    expect(same).toBeGreaterThan(100);
  });
});

describe("windows at the end of an image", () => {
  const x = tensor([1, 2, 3, 4]).reshape([1, 1, 1, 4]);

  it("are cut off where less than a stride is missing, as PP-OCR's classifier has them of low images", async () => {
    const bytes = file("MaxPool", [1, 1, 1, 4], { kernel_shape: [2, 2], strides: [2, 2] });
    expect(await (imported(bytes, x) as Tensor).array()).toEqual([[[[2, 4]]]]);
    expect(await (await opened(bytes, x))!.array()).toEqual([[[[2, 4]]]]);
  });

  it("are refused where none fits, or some have nothing but padding", () => {
    expect(imported(file("MaxPool", [1, 1, 1, 4], { kernel_shape: [3, 2], strides: [2, 2] }), x)).toMatchObject({
      message: expect.stringMatching(/its windows of 3 do not fit into the 1 elements of axis 2\./),
    });
    const gaps = { kernel_shape: [1, 2], dilations: [1, 5], pads: [0, 1, 0, 1], strides: [1, 1] };
    expect(imported(file("MaxPool", [1, 1, 1, 4], gaps), x)).toMatchObject({
      message: expect.stringMatching(/some of its windows have nothing but padding along axis 3\./),
    });
  });
});

it("the mean of all is rounded as the runtime rounds it, in every channel", async () => {
  const shape = [1, 5, 13, 13];
  const x = tensor(Array.from({ length: 5 * 169 }, (_, i) => Math.fround(Math.sin((i % 169) * 7) * 1e10))).reshape(
    shape,
  );
  const bytes = file("GlobalAveragePool", shape);
  const means = (await (imported(bytes, x as Tensor) as Tensor).data()) as Float32Array;
  expect(means).toEqual(await (await opened(bytes, x as Tensor))!.data());
  expect(new Set(means).size).toBe(1);
});
