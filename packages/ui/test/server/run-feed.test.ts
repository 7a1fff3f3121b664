import { describe, expect, it } from "vitest";
import { createRuns } from "../../src/runs/runs.ts";
import { runFeed } from "../../src/server/run-feed.ts";

const record = (number: number, more: object = {}) => ({ number, loss: 1 / number, steps: 10 * number, ...more });

describe("runFeed", () => {
  it("tells a run from an epoch on, then what is new, and nothing where nothing is", async () => {
    const runs = createRuns();
    const run = runs.watch("w").begin();
    const history = [record(1), record(2)];
    const tell = () => run.epoch({ number: history.length, epochs: 5, history, findings: [] });
    await tell();
    const feed = runFeed(runs, 0, 1);
    const [first] = (await feed.next())!;
    expect(first!.id).toBe(2);
    expect(JSON.parse(first!.data)).toMatchObject({ from: 1, done: 2, numbers: { number: [2], loss: [0.5] } });
    expect(await feed.next()).toEqual([]);
    history.push(record(3, { loss: Number.NaN }));
    await tell();
    const [next] = (await feed.next())!;
    expect(JSON.parse(next!.data)).toMatchObject({ from: 2, numbers: { number: [3], loss: ["NaN"] } });
  });

  it("tells all again to who has come further than there is, and ends where there is no such run", async () => {
    const runs = createRuns();
    await runs
      .watch("w")
      .begin()
      .epoch({ number: 1, epochs: 1, history: [record(1)], findings: [] });
    expect(JSON.parse((await runFeed(runs, 0, 99).next())![0]!.data)).toMatchObject({ from: 1, done: 1 });
    expect(await runFeed(runs, 7, 0).next()).toBeUndefined();
  });
});
