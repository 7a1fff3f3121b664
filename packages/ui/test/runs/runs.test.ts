import { describe, expect, it } from "vitest";
import { summariesOfRuns } from "../../src/runs/run-news.ts";
import { createRuns } from "../../src/runs/runs.ts";

const record = (number: number, more: object = {}) => ({ number, loss: 1 / number, steps: 10 * number, ...more });

/** A run of so many epochs, told one by one, with the time at each. */
const watched = async (...records: readonly object[]) => {
  let now = 1_000;
  const runs = createRuns(() => now);
  const run = runs.watch("digits").begin();
  for (let at = 1; at <= records.length; at++) {
    now += 500;
    await run.epoch({ number: at, epochs: 9, history: records.slice(0, at), findings: [] });
  }
  return runs;
};

describe("createRuns", () => {
  it("keeps the numbers of each epoch by name, NaN where one has none of that name", async () => {
    const [run] = (
      await watched(record(1), record(2, { validation: { loss: 3, metrics: { auc: 0.5 } } }), record(3))
    ).all();
    expect(Object.fromEntries(run!.numbers)).toEqual({
      number: [1, 2, 3],
      loss: [1, 1 / 2, 1 / 3],
      steps: [10, 20, 30],
      "validation.loss": [Number.NaN, 3],
      "validation.auc": [Number.NaN, 0.5],
    });
    expect(run).toMatchObject({ id: 0, name: "digits", startedAt: 1_500, lastChange: 2_500, epochs: 9, done: 3 });
  });

  it("keeps the values of a step of one's own by their names", async () => {
    const epoch = (number: number) => ({
      number,
      values: { critic: number, actor: -number },
      validation: { critic: 0 },
    });
    const [run] = (await watched(epoch(1), epoch(2))).all();
    expect(Object.fromEntries(run!.numbers)).toEqual({
      number: [1, 2],
      critic: [1, 2],
      actor: [-1, -2],
      "validation.critic": [0, 0],
    });
  });

  it("has a run of its own for each that begins, when its first epoch is over", async () => {
    const runs = createRuns();
    const watch = runs.watch("twice");
    const [first, second] = [watch.begin(), watch.begin()];
    expect(runs.all()).toEqual([]);
    await second.epoch({ number: 1, epochs: 1, history: [record(1)], findings: [] });
    await first.epoch({ number: 3, epochs: 5, history: [record(1), record(2), record(3)], findings: [] });
    expect(runs.all().map(({ id, done, epochs }) => [id, done, epochs])).toEqual([
      [0, 1, 1],
      [1, 3, 5],
    ]);
  });
});

describe("summariesOfRuns", () => {
  it("has the loss of validation where there is one, and counts problems", async () => {
    const runs = createRuns();
    const finding = { code: "plateau", since: 1, evidence: "e", explanation: "x", remedies: [] };
    await runs
      .watch("v")
      .begin()
      .epoch({
        number: 1,
        epochs: 2,
        history: [record(1, { validation: { loss: 7 } })],
        findings: [
          { ...finding, severity: "problem" },
          { ...finding, severity: "note" },
        ],
      });
    expect(summariesOfRuns(runs)).toMatchObject([{ loss: 7, problems: 1, done: 1, epochs: 2 }]);
  });
});
