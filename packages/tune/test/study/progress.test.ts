import { createStudy, float, type Progress, random } from "@kaviar/tune";
import { expect, it } from "vitest";
import { moduleFile, temporaryFolder } from "../workers/module-file.ts";

const folder = temporaryFolder();
const space = { x: float(0, 1) };
const open = (options: object = {}) =>
  createStudy({ name: "logged", storage: "memory", sampler: random(), seed: 1, ...options });

it("a log hears of each trial as it ends, of the best so far, and how far the study is", async () => {
  const study = await open();
  const heard: Progress[] = [];
  const log = (progress: Progress) => {
    heard.push(progress);
  };
  const objective = ({ x }: { x: number }) => {
    if (heard.length === 2) throw new Error("by design");
    return x;
  };
  await study.optimize(space, objective, { trials: 3, log: [log] });
  await study.optimize(space, objective, { trials: 5, log: [log] });
  expect(heard.map(({ trial }) => trial.state)).toEqual(["complete", "complete", "failed", "complete", "complete"]);
  expect(heard.map(({ done, total }) => [done, total])).toEqual([[1, 3], [2, 3], [3, 3], [4, 5], [5, 5]]); // biome-ignore format: a table
  expect(heard.map(({ trial }) => trial)).toEqual(study.trials);
  expect(heard.at(-1)!.best).toEqual(study.best);
  expect(heard[0]!.study).toEqual({ name: "logged", directions: ["minimize"], objectives: undefined });
  for (const { elapsed, left } of heard) expect([elapsed >= 0, left! >= 0]).toEqual([true, true]);
  expect(heard.at(-1)!.left).toBe(0);
});

it("also with several objectives, without an end in sight, and in workers", async () => {
  const study = await open({ directions: { loss: "minimize", size: "minimize" } });
  const heard: Progress[] = [];
  const module = moduleFile(folder, "named.mjs", "export default ({ x }) => ({ loss: x, size: 1 - x });");
  await study.optimize(space, module, { complete: 3, workers: 2, log: [(progress) => void heard.push(progress)] });
  expect(heard.length).toBe(study.trials.length);
  const { best, total, left, trial } = heard[0]!;
  expect([best, total, left]).toEqual([undefined, undefined, undefined]);
  expect(Object.keys(trial.objectives!)).toEqual(["loss", "size"]);
});

it("nothing is asked before a log has heard; what it throws ends the study, and the trial is kept", async () => {
  const study = await open();
  const order: string[] = [];
  const log = async ({ trial }: Progress) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push(`logged ${trial.number}`);
    if (trial.number === 1) throw new Error("the disk is full");
  };
  const running = study.optimize(space, ({ x }, { number }) => order.push(`ran ${number}`) + x, {
    trials: 9,
    log: [log],
  });
  await expect(running).rejects.toThrow("the disk is full");
  expect(order).toEqual(["ran 0", "logged 0", "ran 1", "logged 1"]);
  expect(study.trials.map(({ state }) => state)).toEqual(["complete", "complete"]);
});

it("a trial that is run again is heard of when it ends, and not before", async () => {
  const study = await open();
  const heard: string[] = [];
  let runs = 0;
  const objective = () => {
    if (++runs === 1) throw new Error("by chance");
    return 1;
  };
  await study.optimize(space, objective, { trials: 1, retry: 1, log: [({ trial }) => void heard.push(trial.state)] });
  expect([runs, heard]).toEqual([2, ["complete"]]);
});

it.each([
  ["what is no list", () => {}],
  ["what is no function", ["runs"]],
])("refuses %s", async (_, log) => {
  const study = await open();
  const running = study.optimize(space, ({ x }) => x, { trials: 1, log: log as never });
  await expect(running).rejects.toMatchObject({ code: "bad-options" });
});
