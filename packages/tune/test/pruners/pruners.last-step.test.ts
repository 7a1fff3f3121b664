import * as tune from "@kaviar/tune";
import { createStudy, float, type LiveTrial, type Pruner, random } from "@kaviar/tune";
import { describe, expect, it } from "vitest";

const space = { x: float(0, 1) };

/** Reports at steps 1 to `steps`, and leaves where it is told to. */
const ofSteps =
  (steps: number) =>
  async ({ x }: { x: number }, trial: LiveTrial) => {
    for (let step = 1; step <= steps; step++) {
      await trial.report(x + 1 / step, step);
      if (trial.shouldStop) break;
    }
    return x;
  };

const pruners: Readonly<Record<string, () => Pruner>> = {
  asha: () => tune.asha(),
  successiveHalving: () => tune.successiveHalving({ minResource: 1 }),
  hyperband: () => tune.hyperband({ maxResource: 16, reductionFactor: 4 }),
  bohb: () => tune.bohb({ maxResource: 16, reductionFactor: 4 }).pruner,
  median: () => tune.median({ startupTrials: 1 }),
  percentile: () => tune.percentile(25, { startupTrials: 1 }),
  "whoever reports at 16": () => ({
    name: "at sixteen",
    judge: ({ step, others }) =>
      step === 16 && others.length > 0 ? { stop: true, why: "by design" } : { stop: false },
  }),
};

describe.each(Object.entries(pruners))("%s", (_, pruner) => {
  it("calls no trial stopped that came to its last step", async () => {
    const study = await createStudy({ seed: 1, sampler: random(), pruner: pruner() });
    await study.optimize(space, ofSteps(16), { trials: 60 });
    const through = study.trials.filter(({ reports }) => reports.at(-1)?.step === 16);
    expect(through.length).toBeGreaterThan(2);
    expect(through.map(({ state }) => state)).toEqual(through.map(() => "complete"));
  });
});

it("stops a longer trial at the steps beyond, and before", async () => {
  const pruner: Pruner = {
    name: "late",
    judge: ({ number, step }) =>
      (number === 1 && step >= 4) || (number === 2 && step === 2) ? { stop: true, why: "by design" } : { stop: false },
  };
  const study = await createStudy({ seed: 1, sampler: random(), pruner });
  await study.optimize(space, (x, trial) => ofSteps(trial.number === 0 ? 4 : 9)(x, trial), { trials: 3 });
  expect(study.trials.map(({ state, reports }) => [state, reports.length])).toEqual([
    ["complete", 4],
    ["pruned", 5],
    ["pruned", 2],
  ]);
});
