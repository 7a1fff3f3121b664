/**
 * Tuning by gradient: `@kaviar/nn` goes back through a whole training run and says how its validation loss changes with the
 * rate and the momentum it was made with; the tuner goes downhill along that, from a bad guess.
 */
import { dense, hypergradient, momentum, sequential, sigmoidCrossEntropy, tanh } from "@kaviar/nn";
import { createStudy, hypergradient as downhill, log, oneMinusLog, type ValuesOf } from "@kaviar/tune";
import { twoMoons } from "./data/generated.ts";

const data = twoMoons({ rows: 200, noise: 0.15, seed: 1 });
const model = sequential(dense(16), tanh, dense(1));
const options = { loss: sigmoidCrossEntropy, validation: 0.3, batchSize: 32, epochs: 6, steps: 30, seed: 1 };

const space = { rate: log(1e-3, 10), beta: oneMinusLog(0.1, 0.99) };

const study = await createStudy({ sampler: downhill({ startupTrials: 1 }), seed: 1 });
await study.enqueue({ rate: 0.02, beta: 0.5 });
const { best } = await study.optimize(
  space,
  async ({ rate, beta }, trial) => {
    const optimizer = momentum({ rate, momentum: beta });
    const found = await hypergradient(model, data, { ...options, optimizer }, ["rate", "momentum"]);
    await trial.hypergradient(() => ({ rate: found.rate, beta: found.momentum }));
    return found.loss;
  },
  { trials: 9 },
);

console.log("trial    rate   momentum   loss after 30 steps");
for (const { number, params, value } of study.trials) {
  const { rate, beta } = params as ValuesOf<typeof space>;
  const cells = [String(number), rate.toFixed(3), beta.toFixed(3), value!.toFixed(4)];
  const bar = "█".repeat(Math.round(60 * value!));
  console.log(`${cells.map((cell, i) => cell.padStart([5, 8, 11, 9][i]!)).join("")}   ${bar}`);
}
console.log(`\nbest: trial ${best!.number}. Both numbers moved at once, by one training run a step.`);
