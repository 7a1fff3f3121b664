import { createStudy, float, type OptimizeOptions, type StudyOptions, threshold } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { placementOptions } from "../../src/agents/placement-options.ts";
import { command as ask } from "../../src/commands/ask.ts";
import { command as tune } from "../../src/commands/tune.ts";
import { studyOf, studyOptions } from "../../src/tuning/study-options.ts";

it("finds samplers and pruners by the names they have in code, whatever their hyphens and capitals", async () => {
  expect(await studyOf({ sampler: "quasi-random", pruner: "successive-halving" })).toMatchObject({
    sampler: { name: "sobol" },
    pruner: { name: "successive halving" },
  });
});

it("takes what a module made by hand as it is", async () => {
  const pruner = threshold({ upper: 3 });
  expect(await studyOf({ pruner, seed: 1 })).toEqual({ pruner, seed: 1 });
});

it("gives BOHB its other half, unless another one is asked for", async () => {
  expect(await studyOf({ pruner: "bohb" })).toMatchObject({ sampler: { name: "bohb" } });
  expect(await studyOf({ sampler: "BOHB(minResource=2)" })).toMatchObject({ pruner: { name: "hyperband" } });
  expect(await studyOf({ sampler: "tpe", pruner: "bohb" })).toMatchObject({ sampler: { name: "tpe" } });
});

describe("options in brackets", () => {
  it("reach who reads them", async () => {
    expect(await studyOf({ sampler: "quasi-random(kind=halton)" })).toMatchObject({ sampler: { name: "halton" } });
    const { pruner } = await studyOf({ pruner: "patient(percentile(25, startupTrials=2), patience=0)" });
    expect(pruner).toMatchObject({ name: "patient percentile" });
    const { sampler } = await studyOf({ sampler: "tpe(startup=2)" });
    const study = await createStudy({ seed: 1, sampler: sampler! });
    await study.optimize({ x: float(0, 1) }, () => 1, { trials: 3 });
    expect(study.trials.map(({ why }) => why)).toEqual([
      "by chance: 0 of 2 startup trials have ended",
      "by chance: 1 of 2 startup trials have ended",
      expect.stringContaining("near 1 good trials"),
    ]);
  });

  it.each([
    ["tpe(strtup=2)", "tpe has no option `strtup`.", "Did you mean `startup`?"],
    ["tpe(startup=many)", '`startup` of tpe must be a whole number ≥ 0: got "many".', ""],
    ["tpe(2)", "tpe takes options by name: got 2 without one.", "kaviar explain tpe"],
    ["random(a=1)", "random has no option `a`.", "It takes none."],
  ])("that nobody reads are refused: %s", async (sampler, law, remedy) => {
    const refused = await studyOf({ sampler }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ fault: "usage", evidence: law });
    expect((refused as { remedy?: string }).remedy ?? "").toContain(remedy);
  });

  it.each([
    ["percentile", "percentile takes its percentage first: got none."],
    ["percentile(many)", 'percentile takes its percentage first: got "many".'],
    ["patient(median)", "patient needs the option `patience`"],
    ["patient(3)", "patient takes the pruner that it is patient with: got 3."],
    ["patient(medan, patience=3)", '--pruner knows no "medan"'],
    ["threshold", "threshold needs `lower`, `upper` or both: got neither."],
  ])("that are needed are asked for: %s", async (pruner, law) => {
    await expect(studyOf({ pruner })).rejects.toThrow(law);
  });
});

it("says which names there are", async () => {
  await expect(studyOf({ sampler: "bayes" })).rejects.toThrow(
    '--sampler knows no "bayes": there are auto, tpe, gp, trustRegion,',
  );
});

type Code = keyof OptimizeOptions | keyof StudyOptions;

/** Every option of code, and what it is called in a shell; or why it is not there. */
const inShells: Readonly<Record<Code, string | { readonly left: string }>> = {
  name: "name",
  storage: "storage",
  artifacts: "artifacts",
  sampler: "sampler",
  pruner: "pruner",
  direction: "direction",
  directions: "directions",
  seed: "seed",
  space: "space",
  deterministic: "not-deterministic",
  warmStart: "warm-start",
  trials: "trials",
  complete: "complete",
  failures: "failures",
  timeout: "timeout",
  overtime: "overtime",
  target: "target",
  patience: "patience",
  regret: "regret",
  retry: "retry",
  fatal: "fatal",
  workers: "workers",
  trialTimeout: "trial-timeout",
  trialMemory: "trial-memory",
  signal: { left: "Ctrl-C is it" },
  log: { left: "it is made of functions: the module says it" },
  concurrency: { left: "it is for closures, and a shell has none" },
};

it("has an option of `kaviar tune` for each one of code", () => {
  const names = Object.values(inShells).filter((each) => typeof each === "string");
  // In code it is a dashboard that is opened beside the study, and a cluster that agents are handed to.
  const onlyInShells = ["watch", ...Object.keys(placementOptions)];
  expect(Object.keys(tune.options).sort()).toEqual([...names, ...onlyInShells].sort());
});

it("has the options of a study for `kaviar ask`, which makes them too", () => {
  for (const name of ["sampler", "pruner", "seed", "warm-start", "direction", "not-deterministic"])
    expect(ask.options).toHaveProperty(name);
});

it("reads directions in their order, or by the names of the objectives", () => {
  const { read } = studyOptions.directions;
  expect(read("minimize, maximize", "--directions")).toEqual(["minimize", "maximize"]);
  expect(read("loss=minimize,recall=maximize", "--directions")).toEqual({ loss: "minimize", recall: "maximize" });
  expect(() => read("loss=minimise", "--directions")).toThrow("Did you mean minimize?");
  for (const odd of ["loss=minimize,maximize", "loss=minimize,loss=maximize", "a=b=minimize"])
    expect(() => read(odd, "--directions")).toThrow(`such as loss=minimize,size=minimize: got "${odd}"`);
});

it("holds values in another sampler's place", async () => {
  const { sampler } = await studyOf({ sampler: 'fixed(tpe(startup=3), {rate: 0.01, "optimizer.adam.beta2": 0.99})' });
  expect(sampler).toMatchObject({ name: "fixed tpe", held: { rate: 0.01, "optimizer.adam.beta2": 0.99 } });
  await expect((async () => studyOf({ sampler: "fixed(tpe)" }))()).rejects.toThrow(
    "fixed takes a sampler, and the values",
  );
});
