import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  array,
  choice,
  compileSpace,
  constrain,
  createStudy,
  float,
  int,
  permutation,
  random,
} from "../../src/index.ts";

/** As from JavaScript, where no compiler is in the way. */
const wrong = (value: unknown) => value as never;
const line = { x: float(0, 1) };
const open = (options: object = {}) => createStudy({ storage: "memory", seed: 1, ...options });
const run = async (space: unknown, options: unknown = { trials: 1 }, objective: unknown = () => 1) =>
  (await open()).optimize(wrong(space), wrong(objective), wrong(options));
const asked = async () => {
  const study = await open();
  return { study, trial: await study.ask(line) };
};
const endless: { self?: unknown } = {};
endless.self = endless;

describe("a space", () => {
  it.each<[string, string, () => unknown]>([
    ["a scale that does not exist", "bad-scale", () => float(1, 2, { scale: wrong("logarithmic") })],
    ["two scales at once", "bad-scale", () => float(1, 2, { scale: "linear", log: true })],
    ["text as choices", "bad-choice", () => choice(wrong("abc"))],
    ["nothing as choices", "bad-choice", () => choice(wrong(undefined))],
    ["a number as a branch", "bad-choice", () => choice(wrong({ a: 5 }))],
    ["text as items", "bad-choice", () => permutation(wrong("abc"))],
    ["no length", "bad-length", () => array(float(0, 1), wrong(undefined))],
    ["a number as predicate", "bad-predicate", () => constrain(line, wrong(5))],
    ["an array", "bad-space", () => compileSpace(wrong([float(0, 1)]))],
    ["text", "bad-space", () => compileSpace(wrong("rate"))],
    ["nothing", "bad-space", () => compileSpace(wrong(undefined))],
    ["a parameter without a name", "bad-space", () => compileSpace(wrong(float(0, 1)))],
    ["values without `choice`", "bad-space", () => compileSpace(wrong({ x: [1, 2, 3] }))],
    ["a function as constant", "bad-space", () => compileSpace(wrong({ x: () => 1 }))],
    ["NaN as constant", "bad-space", () => compileSpace({ x: Number.NaN })],
    ["a date as constant", "bad-space", () => compileSpace(wrong({ x: new Date() }))],
    ["a name that records cannot have", "bad-name", () => compileSpace(JSON.parse('{"__proto__": 3}'))],
  ])("refuses %s: %s", (_, code, make) => {
    expect(make).toThrow(expect.objectContaining({ name: "TuneError", code }));
  });

  it("says that no point of it is allowed, instead of being done", async () => {
    await expect(run(constrain({ k: int(0, 3) }, () => false))).rejects.toMatchObject({
      code: "constraints-too-tight",
    });
  });

  it("names the point for which a predicate threw", async () => {
    const broken = constrain({ k: int(3, 3) }, () => {
      throw new Error("oops");
    });
    await expect(run(broken)).rejects.toThrow('for {"k":3} it threw Error: oops');
  });
});

describe("createStudy", () => {
  it.each<[string, string, object]>([
    ["a misspelt option", "unknown-option", { directon: "maximize" }],
    ["the maker of a sampler", "bad-options", { sampler: random }],
    ["the name of a pruner", "bad-options", { pruner: "asha" }],
    ["a number as storage", "bad-options", { storage: 5 }],
    ["an empty name", "bad-options", { name: "" }],
    ["one direction for several", "bad-direction", { directions: "minimize" }],
    ["a name as warm start", "bad-options", { warmStart: "earlier" }],
    ["null as seed", "bad-seed", { seed: null }],
    ["text as seed", "bad-seed", { seed: "1" }],
  ])("refuses %s: %s", async (_, code, options) => {
    await expect(open(options)).rejects.toMatchObject({ name: "TuneError", code });
  });
});

describe("optimize", () => {
  it.each<[string, string, unknown]>([
    ["a misspelt limit, which would be none", "unknown-option", { trails: 10 }],
    ["null", "bad-options", null],
    ["a number", "bad-options", 100],
    ["text as target", "bad-options", { trials: 1, target: "0" }],
    ["a number as signal", "bad-options", { trials: 1, signal: 5 }],
  ])("refuses %s: %s", async (_, code, options) => {
    await expect(run(line, options)).rejects.toMatchObject({ name: "TuneError", code });
  });

  it.each<[string, unknown, string]>([
    ["a bigint", 10n, "10n"],
    ["what never ends", endless, "an object that JSON cannot hold, with self"],
    ["a function", Math.sin, "the function sin"],
  ])("fails the trial that returns %s, and goes on", async (_, returned, evidence) => {
    const study = await open();
    await study.optimize(line, () => returned as never, { trials: 2 });
    expect(study.trials.map(({ error }) => error)).toEqual(
      Array(2).fill(`An objective returns a number: got ${evidence}.`),
    );
  });
});

describe("what a trial is told", () => {
  it.each<[string, unknown]>([
    ["text", "1"],
    ["nothing", undefined],
    ["another word for failed", { fail: true }],
    ["that it was not pruned", { pruned: false }],
    ["that it was pruned with two values of one objective", { pruned: [1, 2] }],
    ["that it was pruned with NaN", { pruned: Number.NaN }],
  ])("is not %s, and the trial goes on running", async (_, told) => {
    const { study, trial } = await asked();
    await expect(study.tell(trial, wrong(told))).rejects.toMatchObject({ code: "bad-told" });
    expect((await study.tell(trial, 1)).state).toBe("complete");
  });

  it("belongs to a trial", async () => {
    const { study } = await asked();
    await expect(study.tell(wrong(undefined), 1)).rejects.toMatchObject({ code: "not-running" });
  });
});

describe("what is kept with a trial", () => {
  it.each<[string, unknown]>([
    ["a function", Math.sin],
    ["a bigint", 10n],
    ["what never ends", endless],
    ["a typed array", { weights: new Float64Array(2) }],
  ])("is not %s", async (_, value) => {
    const { study, trial } = await asked();
    expect(() => trial.setAttribute("a", wrong(value))).toThrow(expect.objectContaining({ code: "not-json" }));
    await expect(study.enqueue(wrong({ x: value }))).rejects.toMatchObject({ code: "not-json" });
  });

  it("an enqueued point is a record", async () => {
    await expect((await open()).enqueue(wrong("x"))).rejects.toMatchObject({ code: "not-a-record" });
  });

  it("a parameter may be called `constructor`, also beside an enqueued one", async () => {
    const study = await open({ sampler: random() });
    await study.enqueue({ x: 0.5 });
    await study.optimize({ ...line, constructor: float(0, 1) }, ({ x }) => x, { trials: 1 });
    expect(study.trials[0]!.params).toEqual({ x: 0.5, constructor: expect.any(Number) });
  });
});

describe("a file", () => {
  it("that was closed says so, instead of ending the process", async () => {
    const folder = mkdtempSync(join(tmpdir(), "kaviar-closed-"));
    const study = await open({ storage: `sqlite:${join(folder, "k.db")}`, name: "closed" });
    await study.close();
    await study.close();
    await expect(study.optimize(line, () => 1, { trials: 1 })).rejects.toMatchObject({
      code: "storage-closed",
      fault: "usage",
    });
    rmSync(folder, { recursive: true });
  });

  it("keeps the checkpoints of names that no folder could have: 300 letters, alike but for the last", async () => {
    const folder = mkdtempSync(join(tmpdir(), "kaviar-names-"));
    const places = new Set<string>();
    for (const name of [`${"名".repeat(299)}a`, `${"名".repeat(299)}b`]) {
      const study = await open({ storage: `sqlite:${join(folder, "k.db")}`, name, sampler: random() });
      await study.optimize(line, (_, trial) => places.add(trial.checkpoint).size, { trials: 1 });
      expect(study.trials[0]!.error).toBeUndefined();
      await study.close();
    }
    expect(places.size).toBe(2);
    for (const place of places) expect(existsSync(place)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
