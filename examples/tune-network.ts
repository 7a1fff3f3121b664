/**
 * A network's layers and its training, tuned together: how many layers of how many units, which optimizer with which numbers
 * of its own, each on its own scale. Bad trials pause after one epoch or three (asha); good ones go on, from nn's checkpoint.
 */
import { join } from "node:path";
import {
  accuracy,
  adam,
  dense,
  holdout,
  momentum,
  relu,
  sequential,
  sparseSoftmaxCrossEntropy,
  train,
} from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import { asha, choice, createStudy, int, log, oneMinusLog } from "@kaviar/tune";
import { digits } from "./data/digits.ts";
import { drawBars } from "./drawing/bars.ts";
import { shades } from "./drawing/shades.ts";

const { x, y } = digits();
const images = tensor(x.data, { shape: [y.length, 64] });
const take = (rows: Int32Array) => ({ x: images.gather(tensor(rows)), y: rows.map((row) => y[row]!) });
const { training, validation } = holdout(y.length, 0.4, { stratify: y, seed: 1 });
const [learned, unseen] = [take(training), take(validation)];
const epochs = 8;

const space = {
  layers: int(1, 2, { tag: "model" }),
  units: int(16, 64, { step: 16, tag: "model" }),
  rate: log(1e-4, 1),
  optimizer: choice({ momentum: { beta: oneMinusLog(0.5, 0.99) }, adam: { beta2: oneMinusLog(0.9, 0.9999) } }),
};

const study = await createStudy({
  direction: "maximize",
  pruner: asha({ minResource: 1, reductionFactor: 3 }),
  seed: 1,
});
const began = performance.now();
const { best } = await study.optimize(
  space,
  async ({ layers, units, rate, optimizer }, trial) => {
    const hidden = Array.from({ length: layers }, () => [dense(units), relu]);
    const model = sequential(...hidden.flat(), dense(10));
    const options = {
      loss: sparseSoftmaxCrossEntropy,
      optimizer:
        optimizer.kind === "adam"
          ? adam({ rate, beta2: optimizer.beta2 })
          : momentum({ rate, momentum: optimizer.beta }),
      batchSize: 64,
      validation: unseen,
      metrics: [accuracy],
      // A paused trial that is sent on finds its weights and its optimizer here.
      checkpoint: join(trial.checkpoint, "run.safetensors"),
      resume: true,
      epochs,
    };
    let right = 0;
    for await (const epoch of train(model, learned, options)) {
      right = epoch.validation!.metrics.accuracy!;
      await trial.report(right, epoch.number);
      if (trial.shouldStop) break;
    }
    return right;
  },
  { trials: 32 },
);
const seconds = ((performance.now() - began) / 1000).toFixed(1);

/** Fuller for fewer mistakes: each shade halves them, from half of all digits on. */
const shade = (right: number) =>
  shades[Math.min(Math.max(Math.floor(-Math.log2(1 - right)), 0), shades.length - 1)]!.repeat(2);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const { trials } = study;
const lines = trials.map(({ number, state, value, reports }) => {
  const curve = reports.map(({ values }) => shade(values[0]!)).join("");
  return `${String(number).padStart(3)} ${curve.padEnd(2 * epochs)} ${percent(value!).padStart(6)} ${state.padEnd(8)}`;
});
console.log("trial by trial, a block an epoch: the fuller it is, the more unseen digits the network reads");
const half = lines.length / 2;
for (let i = 0; i < half; i++) console.log(`  ${lines[i]}   ${lines[half + i]}`);

const trained = trials.reduce((sum, { reports }) => sum + reports.length, 0);
console.log(`\n${trials.length} trials in ${seconds} s: ${trained} epochs instead of ${epochs * trials.length}`);
const { layers, units, rate, optimizer } = best!.params;
const own = optimizer.kind === "adam" ? `beta2 ${optimizer.beta2.toFixed(4)}` : `beta ${optimizer.beta.toFixed(3)}`;
console.log(
  `best: ${percent(best!.value!)} with ${layers} × ${units} units, ${optimizer.kind}, rate ${rate.toPrecision(2)}, ${own}`,
);

const importance = await study.importance();
console.log(`\nwhat mattered, by the ${importance[0]!.trials} trials that ran to the end (${importance[0]!.method})`);
console.log(drawBars(Object.fromEntries(importance.map(({ name, importance }) => [name, importance]))));
