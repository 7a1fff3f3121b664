// objective.ts
import { choice, type LiveTrial, log, oneMinusLog, type ValuesOf } from "@kaviar/tune";

export const space = {
  rate: log(1e-5, 1),
  optimizer: choice({ sgd: {}, adam: { beta2: oneMinusLog(0.9, 0.9999) } }),
};

export default async ({ rate, optimizer }: ValuesOf<typeof space>, trial: LiveTrial) => {
  // Here you train. This stands for a network that learns best with a rate of 0.01, and better with Adam.
  const goal = 0.02 + 0.1 * Math.log10(rate / 0.01) ** 2 + (optimizer.kind === "adam" ? 0 : 0.05);
  let loss = 1;
  for (let epoch = 0; epoch < 30; epoch++) {
    loss += (goal - loss) / 3;
    await trial.report(loss, epoch);
    if (trial.shouldStop) break;
  }
  return loss;
};
