import { key, type Structure, type Tensor, zeros } from "@kaviar/tensor";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { augmentations } from "../../src/augmentation/contract/table.ts";
import * as nn from "../../src/index.ts";
import type { AnyLayer, LayerLike, Shapes } from "../../src/layers/contract/layer.ts";
import { tables } from "../../src/options.ts";
import { type LayerJson, layerCode, layerToJson } from "../../src/registry/index.ts";
import { examples, type Kind } from "./examples.ts";

const { sequential, residual, parallel, dense, conv2d, relu, gelu, leakyRelu } = nn;

/** What the code comes to, as a program comes to it that imports the names. */
const evaluated = ({ code, names }: ReturnType<typeof layerCode>): AnyLayer => {
  const exported = nn as unknown as Readonly<Record<string, unknown>>;
  return new Function(...names, `"use strict"; return ${code};`)(...names.map((name) => exported[name])) as AnyLayer;
};

/** Options that say what would be so without them do not count. */
const withoutUsual = ({ kind, options = {}, children = {} }: LayerJson): LayerJson => ({
  kind,
  options: Object.fromEntries(
    Object.entries(options).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(tables.get(kind)?.[name]?.otherwise),
    ),
  ),
  children: Object.fromEntries(Object.entries(children).map(([name, child]) => [name, withoutUsual(child)])),
});

const sayTheSame = (layer: AnyLayer): void => {
  const again = evaluated(layerCode(layer));
  expect(withoutUsual(layerToJson(again)!)).toEqual(withoutUsual(layerToJson(layer)!));
  expect(layerCode(again)).toEqual(layerCode(layer));
};

const example = (shape: Shapes): Structure =>
  Array.isArray(shape) && shape.every((n) => typeof n === "number")
    ? zeros([2, ...shape]).add(1)
    : Array.isArray(shape)
      ? shape.map(example)
      : Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, example(part as Shapes)]));

/** All numbers of a signal, whatever it is made of. */
const numbersOf = async (signal: unknown): Promise<readonly number[]> => {
  if (typeof signal === "object" && signal !== null && "dtype" in signal) return [...(await (signal as Tensor).data())];
  return (await Promise.all(Object.values(signal as object).map(numbersOf))).flat();
};

const small = fc.integer({ min: 1, max: 9 });
const share = fc.double({ min: 0, max: 0.9, noNaN: true });
const number = fc.double({ min: -5, max: 5, noNaN: true });
const size = (axes: number) => fc.oneof(small, fc.array(small, { minLength: axes, maxLength: axes }));
const some = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
const pairs = (axes: number) => fc.array(fc.tuple(small, small), { minLength: axes, maxLength: axes });
const padding = (axes: number) =>
  fc.oneof(fc.constantFrom("same", "valid"), small, pairs(axes)) as fc.Arbitrary<"same">;

const window = (axes: number) => ({
  stride: size(axes),
  dilation: size(axes),
  padding: padding(axes),
  bias: fc.boolean(),
});
const affine = { epsilon: fc.double({ min: 1e-6, max: 1, noNaN: true }), scale: fc.boolean(), shift: fc.boolean() };
const recurrent = { sequence: fc.boolean(), reverse: fc.boolean(), dropout: share, recurrentDropout: share };
const pool = (axes: number) => ({ stride: size(axes), padding: padding(axes) });

/** A convolution of one, two or three axes. */
const convs = (make: (filters: number, size: never, options: never) => AnyLayer, axes: number, more: object = {}) =>
  fc
    .tuple(small, size(axes), some({ ...window(axes), ...more } as Record<string, fc.Arbitrary<unknown>>))
    .map(([filters, kernel, options]) => make(filters, kernel as never, options as never));
const walkers = (make: (units: number, options: never) => AnyLayer) =>
  fc.tuple(small, some(recurrent)).map(([units, options]) => make(units, options as never));
const one = (layer: AnyLayer) => fc.constant(layer);
const by = <T>(arbitrary: fc.Arbitrary<T>, make: (value: T) => AnyLayer) => arbitrary.map(make);
const record = (make: (options: never) => AnyLayer, model: Record<string, fc.Arbitrary<unknown>>) =>
  some(model).map((options) => make(options as never));

const bends = fc.constantFrom<LayerLike>(relu, gelu, leakyRelu, leakyRelu.with({ alpha: 0.25 }), nn.flatten);
const leaf = fc.oneof(
  bends,
  small.map((units) => dense(units)),
  small.map((filters) => conv2d(filters, 3)),
);
const several = fc.array(leaf, { minLength: 1, maxLength: 4 });
const byName = fc.dictionary(
  fc.string({ minLength: 1 }).filter((name) => !name.includes("/") && name !== "__proto__"),
  leaf,
  { minKeys: 1, maxKeys: 4 },
);

const blocks = (make: (options: never) => AnyLayer) =>
  fc
    .tuple(
      small,
      small,
      some({ dropout: share, causal: fc.boolean(), norm: fc.constantFrom("before", "after"), activation: bends }),
    )
    .map(([heads, hidden, options]) => make({ heads, hidden, ...options } as never));

const anyLayers: { readonly [K in Kind]: fc.Arbitrary<AnyLayer> } = {
  activityRegularization: by(fc.double({ min: 0.01, max: 1, noNaN: true }), (l1) => nn.activityRegularization({ l1 })),
  adaptiveAveragePool: by(size(2), (n) => nn.adaptiveAveragePool(n as never)),
  adaptiveMaxPool: by(size(2), (n) => nn.adaptiveMaxPool(n as never)),
  add: one(nn.add() as AnyLayer),
  additiveAttention: by(small, (units) => nn.additiveAttention(units) as AnyLayer),
  alphaDropout: by(share, nn.alphaDropout),
  average: one(nn.average() as AnyLayer),
  averagePool: by(fc.tuple(size(2), some({ ...pool(2), countPadding: fc.boolean() })), ([n, options]) =>
    nn.averagePool(n as never, options as never),
  ),
  batchNorm: record(nn.batchNorm, { ...affine, momentum: share, axis: fc.integer({ min: -2, max: 3 }) }),
  bidirectional: by(fc.tuple(small, fc.constantFrom("concatenate", "sum", "average")), ([units, merge]) =>
    nn.bidirectional(nn.lstm(units, { sequence: true }), { merge } as never),
  ),
  concatenate: by(fc.constantFrom(undefined, 1, 2, -1), (axis) => nn.concatenate(axis) as AnyLayer),
  conv1d: convs(nn.conv1d, 1, { groups: small }),
  conv2d: convs(nn.conv2d, 2, { groups: small }),
  conv3d: convs(nn.conv3d, 3, { groups: small }),
  convLstm2d: by(
    fc.tuple(small, small, some({ sequence: fc.boolean(), stride: small })),
    ([filters, n, options]) => nn.convLstm2d(filters, n, options as never) as AnyLayer,
  ),
  convTranspose1d: convs(nn.convTranspose1d, 1),
  convTranspose2d: convs(nn.convTranspose2d, 2),
  convTranspose3d: convs(nn.convTranspose3d, 3),
  cosineBetween: one(nn.cosineBetween() as AnyLayer),
  crop: by(pairs(2), (widths) => nn.crop(widths)),
  cutout: by(small, (n) => augmentations.cutout({ size: n })),
  dense: by(fc.tuple(small, some({ bias: fc.boolean() })), ([units, options]) => dense(units, options as never)),
  depthwiseConv1d: convs((_, n, options) => nn.depthwiseConv1d(n, options), 1, { multiplier: small }),
  depthwiseConv2d: convs((_, n, options) => nn.depthwiseConv2d(n, options), 2, { multiplier: small }),
  dot: record(nn.dot as never, { normalize: fc.boolean() }),
  dropout: by(share, nn.dropout),
  embedding: by(
    fc.tuple(small, small, fc.boolean()),
    ([vocabulary, width, maskZero]) => nn.embedding(vocabulary, width, { maskZero }) as AnyLayer,
  ),
  embeddingBag: by(
    fc.tuple(small, small, fc.boolean()),
    ([vocabulary, width, bias]) => nn.embeddingBag(vocabulary, width, { bias }) as AnyLayer,
  ),
  gaussianDropout: by(share, nn.gaussianDropout),
  gaussianNoise: by(share, nn.gaussianNoise),
  globalAveragePool: one(nn.globalAveragePool()),
  globalMaxPool: one(nn.globalMaxPool()),
  groupNorm: by(fc.tuple(small, some(affine)), ([groups, options]) => nn.groupNorm(groups, options as never)),
  gru: walkers(nn.gru as never),
  gruCell: by(small, (units) => nn.gruCell(units) as AnyLayer),
  instanceNorm: record(nn.instanceNorm, affine),
  jitter: record(augmentations.jitter, { share }),
  layerNorm: record(nn.layerNorm, { ...affine, axes: fc.constantFrom([1], [1, 2]) }),
  lstm: walkers(nn.lstm as never),
  lstmCell: by(small, (units) => nn.lstmCell(units) as AnyLayer),
  masking: by(number, nn.masking),
  maxPool: by(fc.tuple(size(2), some(pool(2))), ([n, options]) => nn.maxPool(n as never, options as never)),
  members: by(fc.tuple(small, leaf), ([count, layer]) => nn.members(count, layer)),
  multiHeadAttention: by(
    fc.tuple(small, some({ causal: fc.boolean(), rotary: fc.boolean() })),
    ([heads, options]) => nn.multiHeadAttention(heads, options as never) as AnyLayer,
  ),
  multiply: one(nn.multiply() as AnyLayer),
  normalize: one(nn.normalize()),
  oneHotEncode: by(small, (classes) => nn.oneHotEncode(classes) as AnyLayer),
  parallel: fc.oneof(
    several.map((layers) => parallel(...layers) as AnyLayer),
    byName.map((layers) => parallel(layers) as AnyLayer),
  ),
  permute: by(fc.constantFrom([2, 1], [1, 2]), nn.permute),
  piecewiseLinear: by(fc.array(fc.constantFrom([0, 1], [], [-1, 0.5, 2])), (edges) =>
    nn.piecewiseLinear([[0, 1], ...edges]),
  ),
  pixelShuffle: by(small, nn.pixelShuffle),
  positionalEmbedding: by(small, (n) => nn.positionalEmbedding(n)),
  positionalEncoding: one(nn.positionalEncoding()),
  prelu: record(nn.prelu, { initial: number }),
  randomBrightness: record(augmentations.randomBrightness, { range: share }),
  randomContrast: record(augmentations.randomContrast, { range: share }),
  randomCrop: record(augmentations.randomCrop, { padding: small, fill: fc.constantFrom("edge", "reflect") as never }),
  randomErase: record(augmentations.randomErase, { probability: share, area: fc.constant([0.1, 0.2]) }),
  randomFlip: record(augmentations.randomFlip, { vertical: share, horizontal: share }),
  randomHue: record(augmentations.randomHue, { range: fc.constantFrom(0.1, 0.2) }),
  randomRotation: record(augmentations.randomRotation, { degrees: small }),
  randomSaturation: record(augmentations.randomSaturation, { range: share }),
  randomShift: record(augmentations.randomShift, { horizontal: share, vertical: share }),
  randomZoom: record(augmentations.randomZoom, { share: fc.constantFrom(0.1, 0.2) }),
  reflectPad: by(fc.oneof(small, pairs(2)), (widths) => nn.reflectPad(widths as never)),
  repeat: by(fc.tuple(small, leaf), ([count, layer]) => nn.repeat(count, layer)),
  repeatVector: by(small, nn.repeatVector),
  replicatePad: by(fc.oneof(small, pairs(2)), (widths) => nn.replicatePad(widths as never)),
  rescale: by(fc.tuple(number, number), ([scale, offset]) => nn.rescale(scale, offset)),
  reshape: by(fc.array(small, { minLength: 1, maxLength: 3 }), nn.reshape),
  residual: fc.oneof(
    several.map((layers) => residual(...layers)),
    several.map((layers) => residual(...layers, { shortcut: "project" })),
    fc.tuple(several, leaf).map(([layers, shortcut]) => residual(...layers, { shortcut })),
  ),
  resize: by(fc.tuple(size(2), fc.constantFrom("nearest", "bilinear")), ([n, way]) =>
    nn.resize(n as never, { by: way as "nearest" }),
  ),
  rmsNorm: record(nn.rmsNorm, { epsilon: affine.epsilon, scale: fc.boolean() }),
  rnn: by(
    fc.tuple(small, some({ sequence: fc.boolean(), reverse: fc.boolean() })),
    ([units, options]) => nn.rnn(nn.simpleRnnCell(units), options as never) as AnyLayer,
  ),
  rocket: by(
    fc.tuple(fc.integer({ min: 168, max: 2000 }), some({ span: small, differences: fc.boolean() })),
    ([features, options]) => nn.rocket(features, options),
  ),
  sampling: record(nn.sampling as never, { weight: share }),
  separableConv1d: convs(nn.separableConv1d, 1, { multiplier: small }),
  separableConv2d: convs(nn.separableConv2d, 2, { multiplier: small }),
  sequential: fc.oneof(
    several.map((layers) => sequential(...layers) as AnyLayer),
    byName.map((layers) => sequential(layers) as AnyLayer),
    one(sequential()),
  ),
  simpleRnn: walkers(nn.simpleRnn as never),
  simpleRnnCell: by(small, (units) => nn.simpleRnnCell(units) as AnyLayer),
  spatialDropout: by(share, nn.spatialDropout),
  spectralNorm: by(fc.tuple(small, small), ([units, iterations]) => nn.spectralNorm(dense(units), { iterations })),
  subtract: one(nn.subtract() as AnyLayer),
  timeDistributed: by(leaf, nn.timeDistributed),
  towers: byName.map((layers) => nn.towers(layers) as AnyLayer),
  transformerBlock: blocks(nn.transformerBlock),
  transformerDecoderBlock: blocks(nn.transformerDecoderBlock as never),
  upsample: by(small, nn.upsample),
  weightNorm: by(small, (units) => nn.weightNorm(dense(units))),
  zeroPad: by(fc.oneof(small, pairs(2)), (widths) => nn.zeroPad(widths as never)),
};

describe("the code of a layer", () => {
  it.each(Object.keys(anyLayers) as Kind[])("of %s makes it again, whatever its options", (kind) => {
    fc.assert(fc.property(anyLayers[kind], sayTheSame), { numRuns: 25 });
  });

  it("makes layers that compute the same, of every kind", async () => {
    for (const [layer, shape] of Object.values(examples)) {
      const again = evaluated(layerCode(layer));
      const context = { training: false, key: key(0), path: "" };
      const { params, state } = nn.initialize(layer, key(0), shape);
      const [y, same] = [layer, again].map((each) => nn.applyLayer(each, params, state, example(shape), context).y);
      expect(await numbersOf(same), layer.kind).toEqual(await numbersOf(y));
    }
  });

  it("is what one would write", () => {
    const net = sequential(
      conv2d(32, 3, { stride: 1, padding: "same" }),
      nn.batchNorm(),
      relu,
      residual(conv2d(64, 3, { stride: 2 }), nn.batchNorm({ momentum: 0.99 }), relu, { shortcut: "project" }),
      nn.globalAveragePool(),
      leakyRelu.with({ alpha: 0.2 }),
      dense(10),
    );
    const { code, names } = layerCode(net, { before: "const model = ", behind: ";" });
    expect(code).toBe(`const model = sequential(
  conv2d(32, 3),
  batchNorm(),
  relu,
  residual(
    conv2d(64, 3, { stride: 2 }),
    batchNorm({ momentum: 0.99 }),
    relu,
    { shortcut: "project" },
  ),
  globalAveragePool(),
  leakyRelu.with({ alpha: 0.2 }),
  dense(10),
);`);
    const all = ["batchNorm", "conv2d", "dense", "globalAveragePool", "leakyRelu", "relu", "residual", "sequential"];
    expect(names).toEqual(all);
    expect(layerCode(relu)).toEqual({ code: "relu", names: ["relu"] });
  });

  it("writes names where they are not those that a list gives", () => {
    expect(layerCode(sequential({ body: dense(3), "the head": dense(1) })).code).toBe(
      'sequential({ body: dense(3), "the head": dense(1) })',
    );
    expect(layerCode(sequential({ dense: dense(3), dense2: dense(1) })).code).toBe("sequential(dense(3), dense(1))");
    expect(layerCode(sequential({ dense2: dense(3), dense: dense(1) })).code).toMatch(/dense2: dense\(3\)/);
  });

  it("has lines of at most 100 columns", () => {
    const isShort = (a: readonly LayerLike[], b: readonly LayerLike[]) => {
      const { code } = layerCode(sequential(residual(...a), parallel(...b), ...a, ...b));
      expect(Math.max(...code.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(100);
    };
    fc.assert(fc.property(several, several, isShort));
  });

  it("refuses functions and initializers of one's own, and says where they are", () => {
    const own = sequential({ body: sequential((x: Tensor) => x.mul(2)) });
    expect(() => layerCode(own)).toThrow(/got "body\/lambda", of your own/);
    expect(() => layerCode(dense(1, { biasInitializer: nn.randomUniform() }))).toThrow(
      /got the layer itself, with an init/,
    );
    const begun = { initializer: nn.heNormal() };
    for (const layer of [dense(2, begun), conv2d(2, 3, begun), nn.separableConv1d(2, 3, begun), nn.lstm(2, begun)])
      expect(() => layerCode(sequential({ first: layer }))).toThrow(/got "first", with an initializer/);
    expect(() => layerCode(nn.embedding(4, 2, begun) as AnyLayer)).toThrow(/with an initializer/);
  });
});
