import { adam, dense, fit, sequential, sigmoidCrossEntropy, tanh, trainInWorker } from "@kaviar/nn";
import { openOnnx, tensor } from "@kaviar/tensor";

const x = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const rows = { x, y: [[0], [1], [1], [0]] };
const network = sequential(dense(8), tanh, dense(1));
const options = { loss: sigmoidCrossEntropy, optimizer: adam({ rate: 0.1 }), epochs: 200, seed: 1 };

const line = async (where, logits) => [where, ...Array.from(await logits.data(), (z) => z.toFixed(2))].join(" ");

/** Exclusive or, learned from four rows: on this thread, in a worker, and what the ONNX file of it says. */
export const learn = async () => {
  const here = await fit(network, rows, options);

  let there;
  for await (const epoch of trainInWorker(network, rows, options)) there = epoch.model;

  const file = await openOnnx(await here.toOnnx());
  const { output } = await file.run({ input: tensor(x) });
  return [
    await line("here", await here.predict(x)),
    await line("worker", await there.predict(x)),
    await line("file", output),
  ];
};
