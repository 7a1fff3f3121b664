import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createStudy, float, openStorage, plots, random, renderReport, type Storage } from "../../src/index.ts";
import { moduleFile, temporaryFolder } from "../workers/module-file.ts";

const space = { x: float(0, 1) };
const named = { loss: "minimize", accuracy: "maximize" } as const;
const open = (options: object = {}) =>
  createStudy({ storage: "memory", seed: 1, sampler: random(), directions: named, ...options });
/** As from JavaScript, where no compiler is in the way. */
const wrong = (value: unknown) => value as never;

const folder = temporaryFolder();
const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

describe("objectives with names", () => {
  it("are returned by name, in any order, and read by name and in the order of the study", async () => {
    const study = await open();
    await study.optimize(space, ({ x }) => ({ accuracy: 1 - x, loss: x }), { trials: 3 });
    const { params, values, objectives } = study.trials[0]!;
    expect(values).toEqual([params.x, 1 - (params.x as number)]);
    expect(objectives).toEqual({ loss: params.x, accuracy: 1 - (params.x as number) });
    expect(study.objectives).toEqual(["loss", "accuracy"]);
    expect(study.directions).toEqual(["minimize", "maximize"]);
    expect((await study.pareto()).length).toBe(1);
  });

  it("may be one", async () => {
    const study = await open({ directions: { loss: "minimize" } });
    await study.optimize(space, ({ x }) => ({ loss: x }) as never, { trials: 3 });
    expect(study.best.objectives).toEqual({ loss: study.best.value });
  });

  it.each<[string, unknown, string]>([
    ["misses one", { loss: 1 }, '{"loss":1}'],
    ["misspells one", { loss: 1, acuracy: 2 }, '{"loss":1,"acuracy":2}'],
    ["has one more", { loss: 1, accuracy: 2, size: 3 }, '{"loss":1,"accuracy":2,"size":3}'],
    ["has text for one", { loss: 1, accuracy: "2" }, '[1,"2"]'],
    ["has NaN for one", { loss: 1, accuracy: Number.NaN }, "NaN"],
    ["is a number", 1, "1"],
  ])("are refused where what is returned %s", async (_, returned, got) => {
    const study = await open();
    await study.optimize(space, () => wrong(returned), { trials: 1 });
    expect(study.trials[0]).toMatchObject({ state: "failed", objectives: undefined });
    expect(study.trials[0]!.error).toBe(`An objective returns numbers by name, { loss, accuracy }: got ${got}.`);
  });

  it("are reported and told by name too", async () => {
    const study = await open();
    const trial = await study.ask(space);
    await trial.report({ accuracy: 0.5, loss: 2 }, 0);
    expect(() => trial.report({ loss: 2 }, 1)).toThrow(
      'A report needs numbers by name, { loss, accuracy }: got {"loss":2}.',
    );
    const told = await study.tell(trial, { accuracy: 0.75, loss: 1 });
    expect(told).toMatchObject({ values: [1, 0.75], reports: [{ step: 0, values: [2, 0.5] }] });
    const other = await study.ask(space);
    await study.tell(other, { pruned: { loss: 3, accuracy: 0 } });
    expect(study.trials[1]).toMatchObject({ state: "pruned", values: [3, 0] });
    const third = await study.ask(space);
    expect((await study.tell(third, wrong({ loss: 3 }))).error).toMatch("numbers by name, { loss, accuracy }");
  });

  it("come back from workers and from commands by name", async () => {
    const study = await open();
    const url = moduleFile(folder, "two.mjs", "export default ({ x }) => ({ accuracy: 1, loss: x });");
    await study.optimize(space, url, { trials: 1 });
    const line = `console.log(JSON.stringify({ report: { loss: 4, accuracy: 2 }, step: 0 })); console.log('{"value": {"accuracy": 0.5, "loss": 2}}')`;
    await study.optimize(space, { command: ["node", "-e", line] }, { trials: 2 });
    expect(study.trials.map(({ values }) => values)).toEqual([
      [study.trials[0]!.params.x, 1],
      [2, 0.5],
    ]);
    expect(study.trials[1]!.reports).toEqual([{ step: 0, values: [4, 2] }]);
  });

  it.each<[string, () => Promise<Storage>]>([
    ["memory", () => openStorage("memory")],
    ["a file", () => openStorage(`sqlite:${join(folder, "k.db")}`)],
  ])("are kept in %s, and fixed by the first who gives them", async (_, openIn) => {
    const storage = await openIn();
    cleanups.push(() => storage.close());
    const again = (options: object = {}) => createStudy({ name: "two", storage, ...options });
    const unnamed = await again({ directions: ["minimize", "maximize"] });
    expect(unnamed.objectives).toBeUndefined();
    expect((await again({ directions: named })).objectives).toEqual(["loss", "accuracy"]);
    expect((await again()).objectives).toEqual(["loss", "accuracy"]);
    expect((await again({ directions: ["minimize", "maximize"] })).objectives).toEqual(["loss", "accuracy"]);
    await expect(again({ directions: { loss: "minimize", recall: "maximize" } })).rejects.toMatchObject({
      code: "other-objectives",
      evidence: expect.stringContaining("minimize loss, maximize accuracy: got minimize loss, maximize recall"),
    });
  });

  it("name the axes of plots and the report", async () => {
    const study = await open();
    await study.optimize(space, ({ x }) => ({ loss: x, accuracy: x }), { trials: 3 });
    expect(plots.paretoPlot(study.history).axes.map(({ label }) => label)).toEqual(["loss", "accuracy"]);
    expect(plots.optimizationHistory(study.history, { objective: 1 }).y.label).toBe("accuracy");
    expect(await renderReport(study)).toContain('"objectives":["loss","accuracy"]');
  });

  it("say what importance is of", async () => {
    const study = await open();
    await study.optimize({ ...space, y: float(0, 1) }, ({ x, y }) => ({ loss: x, accuracy: y }), { trials: 30 });
    const first = async (objective: string | number) => (await study.importance({ objective }))[0]!.name;
    expect(await first("loss")).toBe("x");
    expect(await first("accuracy")).toBe("y");
    expect(await first(1)).toBe("y");
  });

  it.each<[string, string, unknown]>([
    ["no direction", "bad-direction", { loss: "down" }],
    ["none at all", "bad-direction", {}],
    ["an empty name", "bad-name", { " ": "minimize" }],
    ["the name of how a trial ends", "bad-name", { failed: "minimize" }],
  ])("are refused with %s", async (_, code, directions) => {
    await expect(open({ directions })).rejects.toMatchObject({ name: "TuneError", code });
  });
});
