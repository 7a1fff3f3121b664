// TensorFlow.js 4.22 on its wasm backend.
//   node mlp-tfjs.mjs small 1
import { dirname } from "node:path";
import { measure, peerArguments } from "./measure.mjs";
import { packagesOf } from "./packages.mjs";

const options = peerArguments();
const { adam } = options;
if (options.threads !== 1) throw new Error("TensorFlow.js has one thread outside the browser.");

const packages = packagesOf("tfjs", ["@tensorflow/tfjs@4.22.0", "@tensorflow/tfjs-backend-wasm@4.22.0"]);
const { default: tf } = await packages.import("@tensorflow/tfjs");
const wasm = await packages.import("@tensorflow/tfjs-backend-wasm");
wasm.default.setWasmPaths(`${dirname(packages.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
await tf.setBackend("wasm");
await tf.ready();

const x = tf.tensor2d(options.x, [options.rows, options.features]);
const y = tf.oneHot(tf.tensor1d(options.y, "int32"), options.classes);
const batches = tf.unstack(tf.tensor2d(options.batches, [options.steps, options.batch], "int32"));
const layers = options.weights.map((weight, i) => ({
  weight: tf.variable(tf.tensor2d(weight, options.widths.slice(i, i + 2))),
  bias: tf.variable(tf.zeros([options.widths[i + 1]])),
}));
const optimizer = tf.train.adam(adam.rate, adam.beta1, adam.beta2, adam.epsilon);

const logits = (rows) =>
  layers.reduce((h, { weight, bias }, i) => {
    const z = tf.add(tf.matMul(h, weight), bias);
    return i < layers.length - 1 ? tf.relu(z) : z;
  }, rows);

const lossOf = (rows) =>
  tf.neg(tf.mean(tf.sum(tf.mul(tf.gather(y, rows), tf.logSoftmax(logits(tf.gather(x, rows)))), 1)));

await measure({ ...options, peer: `tfjs wasm ${tf.version_core}` }, () => {
  const losses = batches.map((rows) => optimizer.minimize(() => lossOf(rows), true));
  return losses.map((loss) => {
    const value = loss.dataSync()[0];
    loss.dispose();
    return value;
  });
});
