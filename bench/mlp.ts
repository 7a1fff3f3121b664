/**
 * The training epoch of the peers' task through the public API: ordinary tensor code, one compiled scan.
 *   tsx bench/mlp.ts small 1
 */
import {
  compile,
  configure,
  mapStructure,
  pow,
  scan,
  type Tensor,
  tensor,
  valueAndGrad,
  zerosLike,
} from "@kaviar/tensor";
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
const { adam } = options;

const update = (state: State, gradients: Parameters): State => {
  const step = state.step.add(1);
  const mean = mapStructure((m, g) => m.mul(adam.beta1).add(g.mul(1 - adam.beta1)), state.mean, gradients);
  const square = mapStructure((v, g) => v.mul(adam.beta2).add(g.square().mul(1 - adam.beta2)), state.square, gradients);
  const rate = pow(adam.beta1, step).neg().add(1).reciprocal().mul(adam.rate);
  const scale = pow(adam.beta2, step).neg().add(1).sqrt();
  const parameters = mapStructure(
    (w, m, v) => w.sub(m.mul(rate).div(v.sqrt().div(scale).add(adam.epsilon))),
    state.parameters,
    mean,
    square,
  );
  return { parameters, mean, square, step };
};

const epoch = compile((state: State, x: Tensor, y: Tensor<"int32">, batches: Tensor<"int32">) =>
  scan(
    (at: State, rows: Tensor<"int32">): [State, Tensor] => {
      const [loss, gradients] = valueAndGrad(lossOf)(at.parameters, x.gather(rows, 0), y.gather(rows, 0));
      return [update(at, gradients), loss];
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
