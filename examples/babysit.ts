/**
 * Panda mode: one network, one run, watched. Its learning rate is too high. Each time it goes wrong it is put back to its
 * best epoch, from nn's checkpoint with weights and optimizer, its rate is cut, and it goes on.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { accuracy, dense, fit, holdout, momentum, sequential, sparseSoftmaxCrossEntropy, tanh } from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import { babysit, diverging, plateau, type WatchedRun } from "@kaviar/tune";
import { digits } from "./data/digits.ts";
import { drawCurves } from "./drawing/curve.ts";

const { x, y } = digits();
const images = tensor(x.data, { shape: [y.length, 64] });
const take = (rows: Int32Array) => ({ x: images.gather(tensor(rows)), y: rows.map((row) => y[row]!) });
const { training, validation } = holdout(y.length, 0.3, { stratify: y, seed: 1 });
const [learned, unseen] = [take(training), take(validation)];

const model = sequential(dense(32), tanh, dense(10));
const checkpoint = "babysit.safetensors";
rmSync(checkpoint, { force: true });
const rights: number[] = [];

const run: WatchedRun<Buffer | undefined> = {
  settings: { rate: 5 },
  step: async ({ rate = 0 }, step) => {
    const { history } = await fit(model, learned, {
      loss: sparseSoftmaxCrossEntropy,
      // As a function of the step: a plain number belongs to the run, and a checkpoint goes on with no other.
      optimizer: momentum({ rate: ({ step }) => step.mul(0).add(rate) }),
      validation: unseen,
      metrics: [accuracy],
      checkpoint,
      resume: true,
      epochs: step + 1,
      progress: false,
    });
    const { loss, metrics } = history.at(-1)!.validation!;
    rights[step] = metrics.accuracy!;
    return loss;
  },
  save: () => (existsSync(checkpoint) ? readFileSync(checkpoint) : undefined),
  restore: (kept) => (kept ? writeFileSync(checkpoint, kept) : rmSync(checkpoint, { force: true })),
};

const losses: number[] = [];
for await (const event of babysit(run, {
  steps: 30,
  rules: [diverging({ patience: 2 }), plateau({ patience: 4 })],
  nudges: { rate: (rate) => rate / 3 },
  tries: 3,
})) {
  if (event.kind === "report") losses.push(event.value);
  if (event.kind === "nudged") {
    const { step, backTo, why, before, after } = event;
    console.log(`epoch ${step + 1}: ${why}`);
    console.log(`  back to epoch ${backTo}, rate ${before.toPrecision(3)} → ${after.toPrecision(3)}`);
  }
  if (event.kind === "ended") {
    const { why, best, nudges } = event;
    console.log(`ended after ${nudges} nudges: ${why}`);
    console.log(`best: epoch ${best!.step + 1}, ${(100 * rights[best!.step]!).toFixed(1)} % of unseen digits right\n`);
  }
}
console.log(drawCurves({ "loss on unseen digits, in the order the epochs were trained": losses }));
