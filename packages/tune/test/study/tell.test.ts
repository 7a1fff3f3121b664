import { createStudy, fixed, type LiveTrial, random, int as whole } from "@kaviar/tune";
import { afterEach, expect, it, vi } from "vitest";

const said = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
afterEach(() => said.mockClear());
const words = () => said.mock.calls.map(([text]) => String(text)).join("");

it("says what was enqueued and never asked for, in this process and by hand", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  await study.enqueue({ untis: 5, rate: 0.5 });
  await study.optimize(null, (trial) => trial.int("units", 1, 9) + trial.float("rate", 0, 1), { trials: 2 });
  expect(words()).toBe(
    "Trial 0 was enqueued with untis, which its objective did not ask for: that has no part in it. Was units meant?\n",
  );
  expect(study.trials[0]!.params).toEqual({ units: expect.any(Number), rate: 0.5 });
  await study.enqueue({ depth: 3 });
  const trial = await study.ask();
  trial.int("units", 1, 9);
  await study.tell(trial, 1);
  expect(words()).toContain("Trial 2 was enqueued with depth, which its objective did not ask for");
});

it("says nothing where everything was asked for, and of a trial that ended before it could", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  await study.enqueue({ units: 5 });
  await study.enqueue({ rate: 0.5 });
  const objective = ({ number, int, float }: LiveTrial) => {
    const units = int("units", 1, 9);
    if (number === 1) throw new Error("by design");
    return units + float("rate", 0, 1);
  };
  await study.optimize(null, objective, { trials: 2 });
  await study.optimize({ units: whole(1, 9) }, ({ units }) => units, { trials: 3 });
  expect(words()).toBe("");
});

it("says which enqueued values an objective had no room for, and what it ran with", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  await study.enqueue({ units: 11, kind: "c" });
  await study.enqueue({ units: 10, kind: "b" });
  const objective = (trial: LiveTrial) => trial.int("units", 1, 10) + trial.choice("kind", ["a", "b"]).length;
  await study.optimize(null, objective, { trials: 2 });
  const { units, kind } = study.trials[0]!.params;
  expect(words()).toBe(
    `Trial 0 was enqueued with units = 11, and its objective asked for units in int [1, 10]: trial 0 ran with ${units}.\n` +
      `Trial 0 was enqueued with kind = "c", and its objective asked for kind in choice a | b: trial 0 ran with "${kind}".\n`,
  );
});

it("says once which held values an objective has no room for", async () => {
  const study = await createStudy({ seed: 1, sampler: fixed(random(), { units: 11, rate: 0.5 }) });
  const objective = (trial: LiveTrial) => trial.int("units", 1, 10) + trial.float("rate", 0, 1);
  await study.optimize(null, objective, { trials: 3 });
  expect(words()).toBe(
    `\`fixed\` holds units = 11, and its objective asked for units in int [1, 10]: trial 0 ran with ${study.trials[0]!.params.units}.\n`,
  );
  expect(study.trials.every(({ params }) => params.rate === 0.5)).toBe(true);
});
