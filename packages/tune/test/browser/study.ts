import { asha, auto, choice, createStudy, float, log } from "../../src/index.ts";

/** A study that uses what a browser has: memory, all of `auto`, a pruner, importance. */
export const runStudy = async () => {
  const study = await createStudy({ storage: "memory", seed: 4, sampler: auto(), pruner: asha() });
  const space = { rate: log(1e-5, 1), kind: choice({ a: { x: float(0, 1) }, b: {} }) };
  await study.optimize(
    space,
    async ({ rate, kind }, trial) => {
      const value = (Math.log10(rate) + 3) ** 2 + (kind.kind === "a" ? kind.x : 0.7);
      for (let step = 1; step <= 4; step++) {
        await trial.report(value + 1 / step, step);
        if (trial.shouldStop) break;
      }
      return value;
    },
    { trials: 25 },
  );
  const [most] = await study.importance();
  const trials = study.trials.map(({ number, state, sampler, value }) => ({ number, state, sampler, value }));
  return { trials, most: most!.name, best: study.best.value! };
};
