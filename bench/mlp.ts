/**
 * The training epoch of the peers' task through the public API: ordinary tensor code, one compiled scan.
 *   tsx bench/mlp.ts small 1
 */
import { compile, configure, mapStructure, scan, type Tensor, tensor, valueAndGrad, zerosLike } from "@kaviar/tensor";
import { adamStep } from "./adam.ts";
import { measure, peerArguments } from "./peers/measure.mjs";

type Parameters = { readonly weight: Tensor; readonly bias: Tensor }[];

interface State {
  readonly parameters: Parameters;
  readonly mean: Parameters;
  readonly square: Parameters;
  readonly step: Tensor;
}

const lossOf = (parameters: Parameters, x: Tensor, y: Tensor<"int32">): Tensor => {
  const scores = parameters.reduce((h, { weight, bias }, layer) => {
    const z = h.matmul(weight).add(bias);
    return layer < parameters.length - 1 ? z.relu() : z;
  }, x);
  return scores.logSoftmax().takeAlongAxis(y.expandDims(1), 1).mean().neg();
};

const options = peerArguments();

const epoch = compile((state: State, x: Tensor, y: Tensor<"int32">, batches: Tensor<"int32">) =>
  scan(
    (at: State, rows: Tensor<"int32">): [State, Tensor] => {
      const [loss, gradients] = valueAndGrad(lossOf)(at.parameters, x.gather(rows, 0), y.gather(rows, 0));
      return [adamStep(at.parameters, gradients, at), loss];
    },
    state,
    batches,
  ),
);

configure({ threads: options.threads });
const x = tensor(options.x, { shape: [options.rows, options.features] });
const y = tensor(options.y);
const batches = tensor(options.batches, { shape: [options.steps, options.batch] });
const parameters = options.weights.map((weight: Float32Array, layer: number) => ({
  weight: tensor(weight, { shape: options.widths.slice(layer, layer + 2) }),
  bias: tensor(new Float32Array(options.widths[layer + 1]!)),
}));
const zeros = mapStructure(zerosLike, parameters);
let state: State = { parameters, mean: zeros, square: zeros, step: tensor(0) };

await measure({ ...options, peer: "kaviar" }, async () => {
  const [next, losses] = epoch(state, x, y, batches);
  state = next;
  return losses.data();
});
