/**
 * Two spirals: a small network learns to tell them apart. Two thousand steps of Adam are one graph and one run; the
 * result is written as an ONNX file that classifies any number of points.
 */
import { writeFile } from "node:fs/promises";
import { compile, data, grad, key, loop, mapStructure, normal, pow, stack, type Tensor, tensor } from "@kaviar/tensor";

type Layers = { weight: Tensor; bias: Tensor }[];

const points = 200;
const angles = Array.from({ length: points }, (_, i) => 0.5 + (i % (points / 2)) / 9);
const arm = (i: number) => (i < points / 2 ? 1 : -1);
const x = tensor(angles.map((a, i) => [(arm(i) * a * Math.cos(a)) / 12, (arm(i) * a * Math.sin(a)) / 12]));
const y = tensor(
  angles.map((_, i) => (i < points / 2 ? 0 : 1)),
  { dtype: "int32" },
);

const scoresOf = (layers: Layers, at: Tensor): Tensor =>
  layers.reduce((h, { weight, bias }, i) => {
    const z = h.matmul(weight).add(bias);
    return i < layers.length - 1 ? z.tanh() : z;
  }, at);

const lossOf = (layers: Layers): Tensor =>
  scoresOf(layers, x).logSoftmax().takeAlongAxis(y.expandDims(1), 1).mean().neg();

const widths = [2, 32, 32, 2];
const start: Layers = widths.slice(1).map((out, i) => ({
  weight: normal(key(i), [widths[i]!, out], { std: 1.5 / Math.sqrt(widths[i]!) }),
  bias: tensor(new Float32Array(out)),
}));

/** Adam, as in the paper (Kingma & Ba 2015). */
const train = compile((layers: Layers, steps: Tensor) => {
  const zeros = mapStructure((w) => w.mul(0), layers);
  return loop(2000, { layers, mean: zeros, square: zeros, step: steps }, (at) => {
    const step = at.step.add(1);
    const gradients = grad(lossOf)(at.layers);
    const mean = mapStructure((m, g) => m.mul(0.9).add(g.mul(0.1)), at.mean, gradients);
    const square = mapStructure((v, g) => v.mul(0.999).add(g.square().mul(0.001)), at.square, gradients);
    const [first, second] = [pow(0.9, step).neg().add(1), pow(0.999, step).neg().add(1)];
    const layers = mapStructure(
      (w, m, v) => w.sub(m.div(first).div(v.div(second).sqrt().add(1e-8)).mul(0.01)),
      at.layers,
      mean,
      square,
    );
    return { layers, mean, square, step };
  });
});

const before = performance.now();
const { layers } = train(start, tensor(0));
const correct = scoresOf(layers, x).argmax(1).equal(y).cast("float32").mean();
const result = await data({ loss: lossOf(layers), accuracy: correct });
const seconds = ((performance.now() - before) / 1000).toFixed(2);

const size = 28;
const rows = tensor(Array.from({ length: size }, (_, i) => 1 - (2 * (i + 0.5)) / size));
const columns = tensor(Array.from({ length: 2 * size }, (_, i) => (i + 0.5) / size - 1));
const grid = stack(
  [columns.expandDims(0).broadcastTo([size, 2 * size]), rows.expandDims(1).broadcastTo([size, 2 * size])],
  2,
);
const sure = (await scoresOf(layers, grid.reshape([-1, 2]))
  .softmax(1)
  .slice(null, 0)
  .reshape([size, 2 * size])
  .array()) as number[][];
const shades = " ░▒▓█";
for (const line of sure) console.log(`  ${line.map((p) => shades[Math.min(4, Math.floor(p * 5))]).join("")}`);

const predict = compile((at: Tensor) => scoresOf(layers, at).softmax(1));
await writeFile(
  "spirals.onnx",
  await predict.toOnnx([x], { batch: true, inputs: ["points"], outputs: ["probabilities"] }),
);
console.log(`
  2000 steps of Adam in ${seconds} s, compiling included
  loss ${result.loss[0]!.toFixed(4)}, accuracy ${(100 * result.accuracy[0]!).toFixed(1)} %
  the network is in spirals.onnx: any ONNX runtime, any number of points`);
