import { data, key, normal, type Tensor, tensor, zeros } from "@kaviar/tensor";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  averagePool,
  batchNorm,
  channelsFirst,
  conv1d,
  conv2d,
  convTranspose1d,
  convTranspose2d,
  crop,
  dense,
  depthwiseConv2d,
  dropout,
  flatten,
  globalAveragePool,
  globalMaxPool,
  groupNorm,
  instanceNorm,
  layerNorm,
  maxPool,
  permute,
  prelu,
  relu,
  reshape,
  resize,
  selu,
  separableConv2d,
  sequential,
  tanh,
  upsample,
  zeroPad,
} from "../../src/index.ts";
import { applyLayer, type Context, type Layer } from "../../src/layers/contract/layer.ts";

const at = (context: Partial<Context> = {}): Context => ({ training: false, key: key(0), path: "", ...context });

const windows = fc.record({
  size: fc.integer({ min: 1, max: 4 }),
  stride: fc.integer({ min: 1, max: 3 }),
  padding: fc.constantFrom("same" as const, "valid" as const),
});
const image = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 4, max: 9 }), fc.integer({ min: 4, max: 9 }));

/** What init says is what apply makes, for any number of rows. */
const expectShape = (layer: Layer, shape: readonly number[], expected: readonly number[]): void => {
  const { params, state, outputShape } = layer.init(key(0), shape);
  expect(outputShape).toEqual(expected);
  expect(layer.apply(params, state, zeros([3, ...shape]), at()).y.shape).toEqual([3, ...expected]);
};

describe("shapes", () => {
  it("windows: ⌈n / stride⌉ with padding same, ⌊(n − size) / stride⌋ + 1 without", () => {
    fc.assert(
      fc.property(image, windows, ([channels, height, width], { size, stride, padding }) => {
        const after = (n: number) => (padding === "same" ? Math.ceil(n / stride) : Math.floor((n - size) / stride) + 1);
        const options = { stride, padding };
        const places = [after(height), after(width)];
        const shape = [channels, height, width];
        expectShape(conv2d(5, size, options), shape, [5, ...places]);
        expectShape(depthwiseConv2d(size, { ...options, multiplier: 2 }), shape, [2 * channels, ...places]);
        expectShape(separableConv2d(6, size, options), shape, [6, ...places]);
        expectShape(maxPool(size, options), shape, [channels, ...places]);
        expectShape(averagePool(size, options), shape, [channels, ...places]);
        expectShape(conv1d(5, size, options), [height, channels], [after(height), 5]);
        expectShape(maxPool(size, options), [height, channels], [after(height), channels]);
        expectShape(averagePool(size, options), [height, channels], [after(height), channels]);
      }),
      { numRuns: 40 },
    );
  });

  it("transposed windows: n·stride with padding same, (n − 1)·stride + size without", () => {
    fc.assert(
      fc.property(image, windows, ([channels, height, width], { size, stride, padding }) => {
        const after = (n: number) => (padding === "same" ? n * stride : (n - 1) * stride + size);
        expectShape(
          convTranspose2d(5, size, { stride, padding }),
          [channels, height, width],
          [5, after(height), after(width)],
        );
        expectShape(convTranspose1d(5, size, { stride, padding }), [height, channels], [after(height), 5]);
      }),
      { numRuns: 40 },
    );
  });

  it("what only rearranges, and what keeps shapes", () => {
    fc.assert(
      fc.property(image, fc.integer({ min: 1, max: 3 }), ([c, h, w], n) => {
        const shape = [c, h, w];
        expectShape(upsample(n), shape, [c, n * h, n * w]);
        expectShape(resize([n, 5]), shape, [c, n, 5]);
        expectShape(zeroPad(n), shape, [c, h + 2 * n, w + 2 * n]);
        expectShape(crop(1), shape, [c, h - 2, w - 2]);
        expectShape(permute([3, 1, 2]), shape, [w, c, h]);
        expectShape(reshape([h, -1]), shape, [h, c * w]);
        expectShape(sequential(channelsFirst), [h, w, c], shape);
        expectShape(sequential(flatten), shape, [c * h * w]);
        expectShape(globalAveragePool(), shape, [c]);
        expectShape(globalMaxPool(), shape, [c]);
        for (const keeps of [batchNorm(), layerNorm(), groupNorm(1), instanceNorm(), prelu(), dropout(0.1)])
          for (const any of [shape, [h, w], [w]]) expectShape(keeps, any, any);
      }),
      { numRuns: 15 },
    );
  });
});

describe("weights begin as the activation that follows needs it", () => {
  // Deviation of N(0, 2/n) for ReLU, of U(±√(6/(in + out))) for tanh, of N(0, 1/n) for SELU; 256 in, 512 out.
  const expected = { relu: Math.sqrt(2 / 256), tanh: Math.sqrt(2 / 768), selu: Math.sqrt(1 / 256) };
  it.each(["relu", "tanh", "selu"] as const)("%s", async (name) => {
    const next = { relu, tanh, selu }[name];
    const nets = [
      sequential(dense(512), next),
      sequential(dense(512), batchNorm(), dropout(0.1), next),
      sequential(dense(512), sequential(layerNorm(), next)),
    ];
    const weights = nets.map((net) => (net.init(key(3), [256]).params.dense as Record<string, Tensor>).weight!);
    for (const std of await data(weights.map((weight) => weight.std()))) {
      expect(std[0]! / expected[name]).toBeGreaterThan(0.98);
      expect(std[0]! / expected[name]).toBeLessThan(1.02);
    }
  });

  it("a signal keeps its size through ten convolutions, groups or strides or not", async () => {
    const deep = (layer: () => Layer) => sequential(...Array.from({ length: 10 }, () => [layer(), relu]).flat());
    const nets = [
      deep(() => conv2d(32, 3)),
      deep(() => conv2d(32, 3, { groups: 4 })),
      sequential(...Array.from({ length: 3 }, () => [convTranspose2d(32, 4, { stride: 2 }), relu]).flat()),
    ];
    const x = normal(key(1), [2, 32, 8, 8]);
    const sizes = await data(
      nets.map((net) => {
        const { params, state } = net.init(key(2), [32, 8, 8]);
        return net.apply(params, state, x, at()).y.square().mean();
      }),
    );
    for (const size of sizes) {
      expect(size[0]).toBeGreaterThan(0.05);
      expect(size[0]).toBeLessThan(5);
    }
  });
});

describe("masks", () => {
  const mask = tensor([[1, 1, 1, 0, 0]]).cast("bool");
  const x = tensor([[1, 2, 4, 100, 100]]).expandDims(2);

  it("leave out steps of pools, and of what a convolution sees", async () => {
    const run = (layer: Layer) => layer.apply(layer.init(key(0), [5, 1]).params, {}, x, at({ mask }));
    const ones = { weight: tensor([[[1, 1, 1]]]), bias: tensor([0]) };
    const [largest, average, whole, peak, windows] = await data([
      run(maxPool(2)).y,
      run(averagePool(2)).y,
      run(globalAveragePool()).y,
      run(globalMaxPool()).y,
      conv1d(1, 3).apply(ones, {}, x, at({ mask })).y,
    ]);
    expect(Array.from(largest!)).toEqual([2, 4, 0]);
    expect(Array.from(average!)).toEqual([1.5, 4, 0]);
    expect(whole![0]).toBeCloseTo(7 / 3, 5);
    expect(peak![0]).toBe(4);
    expect(Array.from(windows!).slice(0, 3)).toEqual([3, 7, 6]);
  });

  it("go on with the steps: as they are, window by window, or not at all", async () => {
    const maskOf = (layer: Layer) => applyLayer(layer, layer.init(key(0), [5, 1]).params, {}, x, at({ mask })).mask;
    expect(maskOf(conv1d(2, 3))).toBe(mask);
    const [pooled, strided] = await data([maskOf(maxPool(2))!, maskOf(conv1d(2, 3, { stride: 2 }))!]);
    expect(Array.from(pooled as never)).toEqual([1, 1, 0]);
    expect(Array.from(strided as never)).toEqual([1, 1, 0]);
    expect(await maskOf(reshape([5]))!.data()).toEqual(await mask.data());
    for (const layer of [globalAveragePool(), globalMaxPool(), upsample(2)]) expect(maskOf(layer)).toBeNull();
  });
});

it.each<[string, () => unknown, RegExp]>([
  ["filters", () => conv2d(0, 3), /`filters` of conv2d must be a whole number ≥ 1: got 0/],
  ["size", () => conv2d(3, [3]), /`size` of conv2d must be a whole number ≥ 1, or one for each axis: got \[3\]/],
  ["stride", () => conv1d(3, 3, { stride: 0 }), /stride.*got 0/],
  ["padding", () => conv2d(3, 3, { padding: "full" as never }), /"same", "valid".*got "full"/],
  ["pool", () => maxPool(1.5), /`size` of maxPool must be a whole number.*1\.5/],
  [
    "groups",
    () => conv2d(4, 3, { groups: 3 }).init(key(0), [6, 4, 4]),
    /3 groups can share: got 6 channels and 4 filters/,
  ],
  ["rows into conv2d", () => conv2d(4, 3).init(key(0), [784]), /images \[N, C, H, W\]: got \[N, 784\]\.\n.*reshape/],
  ["rows into conv1d", () => conv1d(4, 3).init(key(0), [16]), /sequences \[N, T, F\].*\n.*reshape\(\[T, 1\]\)/],
  ["rows into a pool", () => maxPool(2).init(key(0), [16]), /images.*or sequences.*got \[N, 16\]/],
  ["reshape", () => reshape([3, 5]).init(key(0), [16]), /has 16, \[3, 5\] has 15\.\n/],
  ["two unknown lengths", () => reshape([-1, -1]), /one of which may be −1/],
  ["permute", () => permute([1, 1]), /each axis from 1 to the last once/],
  [
    "channelsFirst",
    () => sequential(channelsFirst).init(key(0), [8, 8]),
    /\[N, H, W, C\]: got \[N, 8, 8\]\.\n.*reshape/,
  ],
  ["crop", () => crop(4).init(key(0), [1, 8, 8]), /leave something/],
  ["zeroPad", () => zeroPad("same" as never), /`widths` of zeroPad must be/],
  ["groupNorm", () => groupNorm(3).init(key(0), [4, 2, 2]), /3 groups of 4/],
  ["layerNorm", () => layerNorm({ axes: [0] }).init(key(0), [4]), /from 1 to 1, the batch being 0: got \[0\]/],
  [
    "batchNorm's momentum",
    () => batchNorm({ momentum: 1 }),
    /`momentum` of batchNorm must be at least 0 and less than 1: got 1/,
  ],
  ["batchNorm's axis", () => batchNorm({ axis: 3 }).init(key(0), [4]), /axis from 1 to 1/],
  ["epsilon", () => layerNorm({ epsilon: 0 }), /`epsilon` of layerNorm must be greater than 0: got 0\./],
  ["one number an example", () => batchNorm().init(key(0), []), /got one number an example\.\n.*\[N, 1\]/],
])("an error says law, evidence and remedy: %s", (_, act, text) => {
  expect(act).toThrow(text);
});
