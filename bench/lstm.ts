/**
 * A recurrent net through the public API: the cell is a step of a scan over time, inside a scan over batches.
 *   tsx bench/lstm.ts lstm 1        or gru
 */
import { concat, key, scan, type Tensor, uniform, zeros } from "@kaviar/tensor";
import { classifySequences } from "./classify-sequences.ts";
import { shapes } from "./peers/sequences.mjs";

const { width, features, classes } = shapes.lstm;

interface Recurrent {
  readonly input: Tensor;
  readonly hidden: Tensor;
  readonly bias: Tensor;
  readonly hiddenBias: Tensor;
}

/** Gates in the order input, forget, output, candidate. */
const lstm = (w: Recurrent, x: Tensor): Tensor => {
  const start = zeros([x.shape[1]!, width]);
  const weights = concat([w.input, w.hidden], 0);
  const [[h]] = scan(
    ([h, c]: [Tensor, Tensor], row: Tensor) => {
      const gates = concat([row, h], 1).matmul(weights).add(w.bias);
      const [input, forget, output, candidate] = gates.split(4, 1) as [Tensor, Tensor, Tensor, Tensor];
      const next = forget.sigmoid().mul(c).add(input.sigmoid().mul(candidate.tanh()));
      return [[output.sigmoid().mul(next.tanh()), next] as [Tensor, Tensor], undefined];
    },
    [start, start] as [Tensor, Tensor],
    x,
  );
  return h;
};

/** Gates in the order reset, update, candidate; the reset gate comes after the product, as in PyTorch. */
const gru = (w: Recurrent, x: Tensor): Tensor => {
  const [h] = scan(
    (h: Tensor, row: Tensor) => {
      const [openX, candidateX] = row
        .matmul(w.input)
        .add(w.bias)
        .split([2 * width, width], 1) as [Tensor, Tensor];
      const [openH, candidateH] = h
        .matmul(w.hidden)
        .add(w.hiddenBias)
        .split([2 * width, width], 1) as [Tensor, Tensor];
      const [reset, update] = openX.add(openH).sigmoid().split(2, 1) as [Tensor, Tensor];
      const candidate = candidateX.add(reset.mul(candidateH)).tanh();
      return [candidate.add(update.mul(h.sub(candidate))), undefined];
    },
    zeros([x.shape[1]!, width]),
    x,
  );
  return h;
};

const cells = { lstm: { cell: lstm, gates: 4 }, gru: { cell: gru, gates: 3 } };
const size = (process.argv[2] ?? "lstm") as keyof typeof cells;
const { cell, gates } = cells[size];
const random = (seed: number, shape: number[]) => {
  const bound = width ** -0.5;
  return uniform(key(seed), shape, { low: -bound, high: bound });
};
const parameters = {
  cell: {
    input: random(1, [features, gates * width]),
    hidden: random(2, [width, gates * width]),
    bias: random(3, [gates * width]),
    hiddenBias: random(4, [gates * width]),
  },
  weight: random(5, [width, classes]),
  bias: random(6, [classes]),
};

await classifySequences(size, shapes.lstm, parameters, (w, x) =>
  cell(w.cell, x.transpose([1, 0, 2]))
    .matmul(w.weight)
    .add(w.bias),
);
