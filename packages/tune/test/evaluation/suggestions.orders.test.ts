import { join } from "node:path";
import { createStudy, type LiveTrial, random, type Study } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { moduleFile, temporaryFolder } from "../workers/module-file.ts";

const folder = temporaryFolder();
const open = (options: object = {}) => createStudy({ storage: "memory", sampler: random(), seed: 1, ...options });
const items = ["scale", "select", "project"] as const;
const inWorker = `export default (trial) => {
  const order = trial.permutation("order", ["scale", "select", "project"]);
  const size = trial.ordinal("size", ["small", "middle", "large"]);
  return ["small", "middle", "large"].indexOf(size) + order.indexOf("scale");
};`;

describe("asked by name, a permutation", () => {
  it("is each item once, in an order that the trial keeps as it was", async () => {
    const study = await open();
    const asked: unknown[] = [];
    await study.optimize(null, (trial) => asked.push(trial.permutation("order", items)), { trials: 12 });
    expect(study.trials.map(({ params }) => params.order)).toEqual(asked);
    for (const order of asked) expect([...(order as string[])].sort()).toEqual([...items].sort());
    expect(new Set(asked.map(String)).size).toBe(6);
  });

  it("has its 6 orders asked once each, and then the study ends", async () => {
    const study = await open();
    await study.optimize(null, (trial) => trial.permutation("order", items).indexOf("select"), { trials: 20 });
    expect(study.trials.length).toBe(6);
    expect(new Set(study.trials.map(({ params }) => String(params.order))).size).toBe(6);
  });

  it("stays as it ran when the program lists its items otherwise", async () => {
    const options = { name: "kept", storage: `sqlite:${join(folder, "kept.db")}` };
    const first = await open(options);
    await first.optimize(null, (trial) => trial.permutation("order", items).length, { trials: 2 });
    const before = first.trials.map(({ params }) => params);
    await first.close();
    const second = await createStudy(options);
    await second.optimize(null, (trial) => trial.permutation("order", ["a", "b", "c"]).length, { trials: 3 });
    expect(second.trials.slice(0, 2).map(({ params }) => params)).toEqual(before);
    await second.close();
  });

  it("may be enqueued as an order, and refuses what is none", async () => {
    const study = await open();
    await study.enqueue({ order: ["project", "scale", "select"], x: 0.5 });
    await study.enqueue({ order: ["project", "scale"] });
    const objective = (trial: LiveTrial) => trial.permutation("order", items).length + trial.float("x", 0, 1);
    await study.optimize(null, objective, { trials: 2 });
    expect(study.trials[0]!.params).toEqual({ order: ["project", "scale", "select"], x: 0.5 });
    expect(study.trials[1]!.error).toContain('`order` must hold each of ["scale","select","project"] once');
  });

  it("is one parameter in a trial: asked again it is the same, and of other items it is refused", async () => {
    const study = await open();
    const twice = (trial: LiveTrial) => {
      expect(trial.permutation("order", items)).toEqual(trial.permutation("order", items));
      return trial.permutation("order", ["a", "b", "c"]).length;
    };
    await study.optimize(null, twice, { trials: 1 });
    expect(study.trials[0]!.error).toContain('"order" was an order of ["scale","select","project"], now');
  });

  it("may be of one item", async () => {
    const study = await open();
    await study.optimize(null, (trial) => trial.permutation("order", ["a"]).length + trial.int("k", 0, 1), {
      trials: 2,
    });
    expect(study.trials.map(({ params }) => params.order)).toEqual([["a"], ["a"]]);
  });

  it("and an ordinal are asked in workers as they are here, and kept the same", async () => {
    const here = await open();
    const objective = (trial: LiveTrial) => {
      const order = trial.permutation("order", items);
      return (
        ["small", "middle", "large"].indexOf(trial.ordinal("size", ["small", "middle", "large"])) +
        order.indexOf("scale")
      );
    };
    await here.optimize(null, objective, { trials: 4 });
    const there = await open();
    await there.optimize(null, moduleFile(folder, "order.mjs", inWorker), { trials: 4 });
    const pointsOf = (study: Study) => study.trials.map(({ params, value }) => [params, value]);
    expect(pointsOf(there)).toEqual(pointsOf(here));
  });
});

it("asked by name, an ordinal lies on a line, as samplers see it", async () => {
  const study = await open();
  await study.optimize(null, (trial) => trial.ordinal("size", [1, 2, 4]), { trials: 2 });
  expect(study.history.trials[0]!.dimensions).toEqual([
    { name: "size", domain: { kind: "categorical", choices: [1, 2, 4], ordered: true } },
  ]);
});
