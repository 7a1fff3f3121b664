// The hand-made graphs of handmade/make.py in onnxruntime-node.
//   node mlp-handmade.mjs small 1 [loop]
import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { measure, peerArguments } from "./measure.mjs";

const options = peerArguments();
const { size, threads, adam } = options;
const form = process.argv[4] === "loop" ? "-loop" : "";

const session = await InferenceSession.create(readFileSync(new URL(`handmade/${size}${form}.onnx`, import.meta.url)), {
  intraOpNumThreads: threads,
  extra: { session: { intra_op: { allow_spinning: threads > 1 ? "1" : "0", spin_duration_us: "200" } } },
});

const scalar = (value) => new Tensor("float32", Float32Array.of(value), []);
const inputs = {
  x: new Tensor("float32", options.x, [options.rows, options.features]),
  y: new Tensor("int32", options.y, [options.rows]),
  batches: new Tensor("int32", options.batches, [options.steps, options.batch]),
  ...Object.fromEntries(Object.entries(adam).map(([name, value]) => [name, scalar(value)])),
};

/** Each weight [in, out] turned to [out, in], with its bias of zeros behind it. */
const parameters = Float32Array.from(
  options.weights.flatMap((weight, layer) => {
    const [inputs, outputs] = options.widths.slice(layer, layer + 2);
    const turned = Array.from(weight, (_, i) => weight[(i % inputs) * outputs + Math.floor(i / inputs)]);
    return [...turned, ...new Array(outputs).fill(0)];
  }),
);
const vector = (values) => new Tensor("float32", values, [parameters.length]);
let state = {
  parameters: vector(parameters),
  m: vector(new Float32Array(parameters.length)),
  v: vector(new Float32Array(parameters.length)),
  step: scalar(0),
};

await measure({ ...options, peer: `hand-made${form}` }, async () => {
  const { losses, ...out } = await session.run({ ...inputs, ...state });
  state = Object.fromEntries(Object.entries(out).map(([name, tensor]) => [name.replace("_out", ""), tensor]));
  return losses.data;
});
