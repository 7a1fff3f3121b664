import { createStudy, float, random, threshold } from "@kaviar/tune";
import { afterEach, expect, it, vi } from "vitest";

const said = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
afterEach(() => said.mockClear());
const words = () => said.mock.calls.map(([text]) => String(text)).join("");
const space = { x: float(0, 1) };
const open = () => createStudy({ seed: 1, sampler: random(), pruner: threshold({ upper: -1 }) });

it("says nothing where reports are waited for, also by several at once", async () => {
  const study = await open();
  await study.optimize(
    space,
    async ({ x }, trial) => {
      await Promise.all([0, 1].map((step) => trial.report(x, step)));
      await trial.report(x, 2);
      return trial.shouldStop ? x : -1;
    },
    { trials: 3, concurrency: 2 },
  );
  expect(words()).toBe("");
  expect(study.trials.map(({ state }) => state)).toEqual(Array(3).fill("pruned"));
});

it("says once that a report was not waited for, as its trial is never stopped", async () => {
  const study = await open();
  const hasty = (
    { x }: { x: number },
    trial: { report(value: number, step: number): unknown; shouldStop: boolean },
  ) => {
    for (let step = 0; step < 5; step++) {
      trial.report(x, step);
      if (trial.shouldStop) break;
    }
    return x;
  };
  await study.optimize(space, hasty, { trials: 3 });
  expect(words()).toBe(
    "`trial.shouldStop` was read right behind `trial.report`, which was not waited for: it does not know of that report. Write `await trial.report(…)`.\n",
  );
  expect(study.trials.map(({ state, reports }) => [state, reports.length])).toEqual(Array(3).fill(["complete", 5]));
});
