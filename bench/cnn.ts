/**
 * A convolutional net through the public API: convolution, batch norm, ReLU, pooling, and one dense layer.
 *   tsx bench/cnn.ts digits 1        or images; `plain` leaves batch norm out
 */
import {
  batchNorm,
  compile,
  configure,
  key,
  mapStructure,
  normal,
  ones,
  scan,
  type Tensor,
  tensor,
  valueAndGrad,
  zeros,
  zerosLike,
} from "@kaviar/tensor";
import { adamStep } from "./adam.ts";
import { images, shapes } from "./peers/images.mjs";
import { measure } from "./peers/measure.mjs";

interface Parameters {
  readonly blocks: readonly { readonly kernel: Tensor; readonly gamma: Tensor; readonly beta: Tensor }[];
  readonly weight: Tensor;
  readonly bias: Tensor;
}

/** What training carries along besides parameters: a layer's running averages. */
type Moments = readonly { readonly mean: Tensor; readonly variance: Tensor }[];

interface State {
  readonly parameters: Parameters;
  readonly moments: Moments;
  readonly mean: Parameters;
  readonly square: Parameters;
  readonly step: Tensor;
}

const [size = "digits", threads = "1", plain] = process.argv.slice(2) as [keyof typeof shapes, string, string];
const { rows, channels, size: pixels, classes, batch, widths } = shapes[size];

/** The scores, and the moments of each batch norm. */
const forward = ({ blocks, weight, bias }: Parameters, x: Tensor): [Tensor, Moments] => {
  const moments: Moments[number][] = [];
  const features = blocks.reduce((h, { kernel, gamma, beta }) => {
    if (plain) return h.conv2d(kernel, { padding: "same", bias: beta }).relu().maxPool2d(2);
    const { y, ...own } = batchNorm(h.conv2d(kernel, { padding: "same" }), gamma, beta);
    moments.push(own);
    return y.relu().maxPool2d(2);
  }, x);
  return [features.reshape([x.shape[0]!, -1]).matmul(weight).add(bias), moments];
};

const step = (at: State, x: Tensor, y: Tensor<"int32">): [State, Tensor] => {
  let batchMoments: Moments = [];
  const [loss, gradients] = valueAndGrad((parameters: Parameters): Tensor => {
    const [scores, moments] = forward(parameters, x);
    batchMoments = moments;
    return scores.logSoftmax().takeAlongAxis(y.expandDims(1), 1).mean().neg();
  })(at.parameters);
  const moments = mapStructure((old, own) => old.mul(0.9).add(own.mul(0.1)), at.moments, batchMoments);
  return [{ ...adamStep(at.parameters, gradients, at), moments }, loss];
};

const epoch = compile((state: State, x: Tensor, y: Tensor<"int32">, batches: Tensor<"int32">) =>
  scan(
    (at: State, rows: Tensor<"int32">): [State, Tensor] => step(at, x.gather(rows, 0), y.gather(rows, 0)),
    state,
    batches,
  ),
);

configure({ threads: Number(threads) });
const data = images(shapes[size]);
const x = tensor(data.x, { shape: [rows, channels, pixels, pixels] });
const y = tensor(data.y);
const steps = rows / batch;
const batches = tensor(
  Int32Array.from({ length: rows }, (_, i) => i),
  { shape: [steps, batch] },
);
const normalWith = (seed: number, shape: number[], fanIn: number) =>
  normal(key(seed), shape, { std: Math.sqrt(2 / fanIn) });
const before = [channels, ...widths];
const features = widths.at(-1)! * (pixels >> widths.length) ** 2;
const parameters: Parameters = {
  blocks: widths.map((width, i) => ({
    kernel: normalWith(i, [width, before[i]!, 3, 3], 9 * before[i]!),
    gamma: ones([width]),
    beta: zeros([width]),
  })),
  weight: normalWith(widths.length, [features, classes], features),
  bias: zeros([classes]),
};
const none = mapStructure(zerosLike, parameters);
const moments = plain ? [] : widths.map((width) => ({ mean: zeros([width]), variance: ones([width]) }));
let state: State = { parameters, moments, mean: none, square: none, step: tensor(0) };

await measure({ peer: "kaviar", size: `${size} ${plain ?? ""}`.trim(), threads: Number(threads), steps }, async () => {
  const [next, losses] = epoch(state, x, y, batches);
  state = next;
  return losses.data();
});
