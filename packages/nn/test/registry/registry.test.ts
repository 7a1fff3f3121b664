import { compile, key, type Structure, type Tensor, zeros } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { augmentations } from "../../src/augmentation/contract/table.ts";
import { applyLayer, gelu, initialize, leakyRelu, listParameters, relu, softmax } from "../../src/index.ts";
import type { AnyLayer, LayerLike, Shapes } from "../../src/layers/contract/layer.ts";
import * as layers from "../../src/layers/index.ts";
import { layerFrom, layerToJson, ownLayers } from "../../src/registry/index.ts";
import { rebuild } from "../../src/registry/rebuild.ts";

const { sequential, residual, parallel, repeat, dense, conv2d, batchNorm, flatten, channelsFirst } = layers;

type Kind = keyof typeof rebuild;
const kinds = Object.keys(rebuild) as Kind[];
const words = [6];
const images = [2, 5, 5];
/** One of each, and the shape it takes. */
const examples: Readonly<Record<Kind, readonly [AnyLayer, Shapes]>> = {
  activityRegularization: [layers.activityRegularization({ l1: 0.1 }), [3]],
  adaptiveAveragePool: [layers.adaptiveAveragePool([2, 3]), [2, 5, 5]],
  adaptiveMaxPool: [layers.adaptiveMaxPool(2), [5, 2]],
  add: [layers.add(), [[3], [3]]],
  additiveAttention: [layers.additiveAttention(3) as AnyLayer, { query: [4, 2], key: [5, 3] }],
  alphaDropout: [layers.alphaDropout(0.1), [3]],
  average: [layers.average(), { a: [3], b: [3] }],
  averagePool: [layers.averagePool(2, { countPadding: true, stride: [1, 2] }), [2, 5, 5]],
  batchNorm: [batchNorm({ momentum: 0.5, scale: false }), [3]],
  bidirectional: [layers.bidirectional(layers.gru(3), { merge: "sum" }), [4, 2]],
  concatenate: [layers.concatenate(1), [[3], [4]]],
  conv1d: [layers.conv1d(3, 2, { padding: [[1, 0]] }), [5, 2]],
  conv2d: [conv2d(4, [3, 2], { groups: 2, bias: false }), [2, 5, 5]],
  conv3d: [layers.conv3d(3, [2, 3, 1], { stride: 2 }), [2, 4, 5, 3]],
  convLstm2d: [layers.convLstm2d(3, 3, { stride: 2, sequence: true }), [4, 2, 5, 5]],
  convTranspose1d: [layers.convTranspose1d(3, 2, { stride: 2 }), [5, 2]],
  convTranspose2d: [layers.convTranspose2d(3, 2, { stride: 2, padding: 0, outputPadding: 1 }), [2, 5, 5]],
  convTranspose3d: [layers.convTranspose3d(3, 2, { stride: 2 }), [2, 3, 4, 2]],
  cosineBetween: [layers.cosineBetween(), { left: [3], right: [3] }],
  crop: [
    layers.crop([
      [1, 0],
      [0, 1],
    ]),
    [2, 5, 5],
  ],
  cutout: [augmentations.cutout({ size: 2 }), images],
  dense: [dense(4, { bias: false }), [3]],
  depthwiseConv1d: [layers.depthwiseConv1d(3, { multiplier: 2 }), [5, 2]],
  depthwiseConv2d: [layers.depthwiseConv2d(3, { multiplier: 2 }), [2, 5, 5]],
  dot: [layers.dot({ normalize: true }), [[3], [3]]],
  dropout: [layers.dropout(0.3), [3]],
  embedding: [layers.embedding(10, 3, { maskZero: true }), words],
  gaussianDropout: [layers.gaussianDropout(0.3), [3]],
  gaussianNoise: [layers.gaussianNoise(0.3), [3]],
  globalAveragePool: [layers.globalAveragePool(), [2, 5, 5]],
  globalMaxPool: [layers.globalMaxPool(), [5, 2]],
  groupNorm: [layers.groupNorm(2, { epsilon: 0.1 }), [4, 3, 3]],
  gru: [layers.gru(3, { sequence: true }), [4, 2]],
  gruCell: [layers.gruCell(3) as AnyLayer, { x: [2], state: [3] }],
  instanceNorm: [layers.instanceNorm({ shift: false }), [4, 3, 3]],
  jitter: [augmentations.jitter({ share: 0.1 }), [3]],
  layerNorm: [layers.layerNorm({ axes: [1, 2] }), [4, 3]],
  lstm: [layers.lstm(3, { reverse: true }), [4, 2]],
  lstmCell: [layers.lstmCell(3) as AnyLayer, { x: [2], state: { h: [3], c: [3] } }],
  masking: [layers.masking(-1), [4, 2]],
  maxPool: [layers.maxPool(3, { stride: 2 }), [2, 5, 5]],
  members: [layers.members(2, dense(3)), [3]],
  multiHeadAttention: [layers.multiHeadAttention(2, { causal: true }), [4, 6]],
  multiply: [layers.multiply(), { a: [3], b: [3] }],
  normalize: [layers.normalize(), [3]],
  oneHotEncode: [layers.oneHotEncode(5), words],
  parallel: [parallel({ a: dense(2), b: relu }), [3]],
  permute: [layers.permute([2, 1]), [4, 3]],
  piecewiseLinear: [layers.piecewiseLinear([[0, 1, 3], []]), [2]],
  pixelShuffle: [layers.pixelShuffle(2), [8, 3, 3]],
  positionalEmbedding: [layers.positionalEmbedding(9), [4, 6]],
  positionalEncoding: [layers.positionalEncoding(), [4, 6]],
  prelu: [layers.prelu({ initial: 0.1 }), [3]],
  randomBrightness: [augmentations.randomBrightness({ range: 0.1 }), images],
  randomContrast: [augmentations.randomContrast(), images],
  randomCrop: [augmentations.randomCrop({ padding: 1, fill: "edge" }), images],
  randomErase: [augmentations.randomErase(), images],
  randomFlip: [augmentations.randomFlip({ vertical: 0.5 }), images],
  randomHue: [augmentations.randomHue({ range: 0.2 }), [3, 5, 5]],
  randomRotation: [augmentations.randomRotation({ degrees: 5 }), images],
  randomSaturation: [augmentations.randomSaturation(), [3, 5, 5]],
  randomShift: [augmentations.randomShift({ fill: "reflect" }), images],
  randomZoom: [augmentations.randomZoom(), images],
  reflectPad: [layers.reflectPad(2), [2, 5, 5]],
  repeat: [repeat(2, dense(3)), [3]],
  repeatVector: [layers.repeatVector(3), [2]],
  replicatePad: [layers.replicatePad([[1, 0]]), [5, 2]],
  rescale: [layers.rescale(0.5, -1), [3]],
  reshape: [layers.reshape([3, -1]), [6]],
  residual: [residual(dense(3), relu, { shortcut: "project" }), [2]],
  resize: [layers.resize([3, 4], { by: "bilinear" }), [2, 5, 5]],
  rmsNorm: [layers.rmsNorm({ scale: false }), [3]],
  rnn: [layers.rnn(layers.lstmCell(3), { sequence: true }), [4, 2]],
  sampling: [layers.sampling({ weight: 0.1 }), [6]],
  separableConv1d: [layers.separableConv1d(4, 3), [5, 2]],
  separableConv2d: [layers.separableConv2d(4, 3, { bias: false, stride: 2 }), [2, 5, 5]],
  sequential: [sequential({ body: sequential(dense(3), gelu), head: dense(2) }), [3]],
  simpleRnn: [layers.simpleRnn(3), [4, 2]],
  simpleRnnCell: [layers.simpleRnnCell(3) as AnyLayer, { x: [2], state: [3] }],
  spatialDropout: [layers.spatialDropout(0.3), [2, 5, 5]],
  spectralNorm: [layers.spectralNorm(conv2d(3, 2), { iterations: 2 }), [2, 5, 5]],
  subtract: [layers.subtract(), [[3], [3]]],
  timeDistributed: [layers.timeDistributed(dense(3)), [4, 2]],
  transformerBlock: [layers.transformerBlock({ heads: 2, hidden: 8, activation: relu }), [4, 6]],
  transformerDecoderBlock: [
    layers.transformerDecoderBlock({ heads: 2, hidden: 8 }) as AnyLayer,
    { x: [4, 6], memory: [5, 6] },
  ],
  upsample: [layers.upsample(2), [2, 5, 5]],
  weightNorm: [layers.weightNorm(dense(3)), [2]],
  zeroPad: [layers.zeroPad(2), [2, 5, 5]],
};

const described = (layer: AnyLayer, shape: Shapes) => {
  const { params, outputShape } = initialize(layer, key(0), shape);
  return { outputShape, params: listParameters(params).map(({ path, tensor }) => [path, tensor.shape]) };
};

describe("a layer written down and made again", () => {
  it.each(kinds)("%s says the same, and has the same parameters", (kind) => {
    const [layer, shape] = examples[kind];
    expect(layer.kind).toBe(kind);
    const json = layerToJson(layer);
    expect(ownLayers(layer)).toEqual([]);
    const again = layerFrom(JSON.parse(JSON.stringify(json)));
    expect(layerToJson(again)).toEqual(json);
    expect(described(again, shape)).toEqual(described(layer, shape));
  });

  it("and each predicts for any number of rows in an ONNX file", async () => {
    const zerosOf = (shape: Shapes): Structure =>
      Array.isArray(shape) && shape.every((n) => typeof n === "number")
        ? zeros([2, ...shape])
        : Array.isArray(shape)
          ? shape.map(zerosOf)
          : Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, zerosOf(part as Shapes)]));
    for (const [layer, shape] of Object.values(examples)) {
      const { params, state } = initialize(layer, key(0), shape);
      const context = { training: false, key: key(0), path: "" };
      const predict = compile((x: Structure) => applyLayer(layer, params, state, x, context).y as Structure);
      const file = await predict.toOnnx([zerosOf(shape)], { batch: true });
      expect(file.length, layer.kind).toBeGreaterThan(100);
    }
  });

  it("holds for each layer there is", () => {
    const noLayers = ["applyLayer", "initialize", "initializerFor", "inside", "attend", "attentionWeights", "rotary"];
    // Made of functions of the caller, or functions that are layers as they stand.
    const special = ["define", "lambda", "flatten", "channelsFirst"];
    const names = Object.keys(layers).filter((name) => ![...noLayers, ...special].includes(name));
    expect([...names, ...Object.keys(augmentations)].sort()).toEqual(kinds.sort());
  });

  it("keeps activations with their parameters, and functions that have a name here", () => {
    const model = sequential(channelsFirst, conv2d(2, 3), leakyRelu.with({ alpha: 0.3 }), flatten, dense(2), softmax);
    const again = layerFrom(layerToJson(model)!);
    expect(layerToJson(again)).toEqual(layerToJson(model));
    expect(JSON.stringify(layerToJson(model))).toContain('"alpha":0.3');
  });

  it("keeps a list beside a record, and a shortcut of its own", () => {
    const list = parallel(dense(2), dense(3));
    expect(described(layerFrom(layerToJson(list)!), [4])).toEqual(described(list, [4]));
    const around = residual(dense(3), { shortcut: sequential(dense(3), relu) });
    expect(described(layerFrom(layerToJson(around)!), [4])).toEqual(described(around, [4]));
  });

  it("is not possible for functions of your own: their paths are named", () => {
    const own: LayerLike = (x: Tensor) => x.mul(2);
    // A function that only calls itself relu is none.
    const impostor = { relu: (x: Tensor) => x.mul(2) }.relu;
    const graph = layers.define({ a: dense(1) }, ({ a }, x) => a(x));
    const model = sequential({ first: dense(2), body: sequential({ twice: own, impostor }), graph });
    expect(layerToJson(model)).toBeUndefined();
    expect(ownLayers(model)).toEqual(["body/twice", "body/impostor", "graph"]);
    expect(ownLayers(own)).toEqual([""]);
  });

  it("refuses a kind that nobody knows", () => {
    expect(() => layerFrom({ kind: "quantum" })).toThrow(/got "quantum"\.\n.*load\(file, \{ model \}\)/);
  });
});
