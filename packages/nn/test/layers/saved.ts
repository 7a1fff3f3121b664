import { compile, key, normal, type Structure } from "@kaviar/tensor";
import * as layers from "../../src/index.ts";
import { type AnyLayer, applyLayer, initialize, type Shapes } from "../../src/layers/contract/layer.ts";

const state = { state: true } as const;
const pair = { query: [4, 6], key: [3, 5] };

/** Layers that Python's ONNX Runtime has run, and the shapes of their inputs. */
const layersOf: Readonly<Record<string, readonly [layer: unknown, shape: Shapes]>> = {
  adaptiveAveragePool: [layers.adaptiveAveragePool([2, 3]), [2, 5, 7]],
  adaptiveMaxPool: [layers.adaptiveMaxPool(3), [7, 2]],
  additiveAttention: [layers.additiveAttention(4), pair],
  averagePool3d: [layers.averagePool(2), [2, 4, 3, 5]],
  bidirectionalState: [layers.bidirectional(layers.gru(3, state)), [4, 2]],
  conv3d: [layers.conv3d(3, 3), [2, 4, 5, 3]],
  convLstm2d: [layers.convLstm2d(2, 3, state), [3, 2, 5, 4]],
  convTranspose3d: [layers.convTranspose3d(2, 3, { stride: 2 }), [2, 2, 3, 2]],
  depthwiseConv1d: [layers.depthwiseConv1d(3, { multiplier: 2 }), [6, 3]],
  dot: [layers.dot({ normalize: true }), { a: [4, 3], b: [5, 3] }],
  gruState: [layers.gru(3, { ...state, sequence: true }), { x: [4, 2], state: [3] }],
  keyHeads: [layers.multiHeadAttention(4, { keyHeads: 2, causal: true, rotary: true }), [5, 8]],
  lstmState: [layers.lstm(3, state), { x: [4, 2], state: { h: [3], c: [3] } }],
  masking: [layers.sequential(layers.masking(), layers.lstm(3)), [4, 2]],
  maxPool3d: [layers.maxPool([2, 1, 3], { stride: 2 }), [2, 4, 3, 5]],
  pixelShuffle: [layers.pixelShuffle(2), [8, 3, 2]],
  reflectPad: [
    layers.reflectPad([
      [1, 2],
      [0, 3],
    ]),
    [2, 4, 5],
  ],
  repeatVector: [layers.repeatVector(3), [4]],
  replicatePad: [layers.replicatePad(2), [3, 2]],
  rescale: [layers.rescale(0.5, -1), [3]],
  resize: [layers.resize([7, 3], { by: "bilinear" }), [2, 4, 5]],
  rnn: [layers.rnn(layers.lstmCell(3), { sequence: true }), [4, 2]],
  separableConv1d: [layers.separableConv1d(4, 3), [6, 3]],
  spectralNorm: [layers.spectralNorm(layers.conv2d(3, 3)), [2, 4, 4]],
  timeDistributed: [layers.timeDistributed(layers.conv2d(2, 3)), [3, 2, 4, 4]],
  weightNorm: [layers.weightNorm(layers.dense(3)), [4]],
};

const rows = 3;

const signalOf = (shape: unknown, seed = 1): Structure =>
  Array.isArray(shape)
    ? normal(key(seed), [rows, ...shape])
    : Object.fromEntries(
        Object.entries(shape as object).map(([name, part], i) => [name, signalOf(part, 10 * seed + i)]),
      );

/** Each with the same weights and the same signal every time. */
export const saved = Object.entries(layersOf).map(([name, [layer, shape]]) => {
  const { params, state } = initialize(layer as AnyLayer, key(3), shape);
  const predict = compile((x: Structure): Structure => {
    const context = { training: false, key: key(0), path: "" };
    return applyLayer(layer as AnyLayer, params, state, x, context).y as Structure;
  });
  const x = signalOf(shape);
  return { name, x, predict: () => predict(x), bytes: () => predict.toOnnx([x], { batch: true }) };
});
