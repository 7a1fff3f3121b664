import {
  choice,
  constrain,
  createStudy,
  float,
  gp,
  grid,
  int,
  log,
  memory,
  nsga2,
  openStudy,
  quasiRandom,
  random,
  type Sampler,
  tpe,
} from "@kaviar/tune";
import { describe, expect, it } from "vitest";

const space = {
  rate: log(1e-4, 1),
  optimizer: choice({ sgd: { nesterov: choice([true, false]) }, adam: { beta: float(0, 1) } }),
};
const good = { rate: 0.01, optimizer: { kind: "adam", beta: 0.5 } } as const;

it("keeps a trial that ran elsewhere, with all that is said of it, and the study's best may be it", async () => {
  const storage = memory();
  const study = await createStudy({ name: "a", storage, seed: 1 });
  await study.optimize(space, () => 5, { trials: 2 });
  const added = await study.addTrial(good, 0.25, {
    reports: [{ step: 1, values: [0.5] }],
    attributes: { machine: "other" },
    constraints: { memory: -1 },
    startedAt: new Date(1000),
    finishedAt: new Date(3000),
  });
  expect(added).toMatchObject({
    number: 2,
    state: "complete",
    params: good,
    value: 0.25,
    reports: [{ step: 1, values: [0.5] }],
    attributes: { machine: "other" },
    constraints: { memory: -1 },
    origin: "added",
    sampler: "added",
    startedAt: new Date(1000),
    finishedAt: new Date(3000),
  });
  expect(study.best).toEqual(added);
  const seen = await openStudy("a", { storage });
  expect(seen.trials[2]).toEqual(added);
});

it("takes the space with the first trial, and what came to nothing", async () => {
  const study = await createStudy({ storage: "memory", seed: 1 });
  await expect(study.addTrial(good, 1)).rejects.toMatchObject({ code: "no-space" });
  await study.addTrial(good, { failed: new Error("out of memory") }, { space });
  await study.addTrial(good, { pruned: true }, { reports: [0, 1].map((step) => ({ step, values: [3 - step] })) });
  await study.addTrial(good, { pruned: 7 });
  expect(study.trials.map(({ state, value, error }) => [state, value, error])).toEqual([
    ["failed", undefined, "Error: out of memory"],
    ["pruned", 2, undefined],
    ["pruned", 7, undefined],
  ]);
  expect(study.trials[0]!.stack).toContain("add-trial.test.ts");
});

type Refused = readonly [name: string, code: string, params: unknown, told: unknown, options?: object];
const refused: readonly Refused[] = [
  ["a value outside of its domain", "outside-domain", { ...good, rate: 2 }, 1],
  ["a name that the space does not have", "unknown-parameter", { ...good, rat: 0.1 }, 1],
  ["a parameter that is left out", "incomplete-point", { optimizer: good.optimizer }, 1],
  ["a parameter of a branch that is left out", "incomplete-point", { rate: 0.1, optimizer: { kind: "sgd" } }, 1],
  ["two values for one objective", "bad-told", good, [1, 2]],
  ["NaN", "bad-told", good, Number.NaN],
  ["nothing", "bad-told", good, undefined],
  ["a report that is none", "bad-step", good, 1, { reports: [{ step: 0.5, values: [1] }] }],
  ["a report of two values", "bad-report", good, 1, { reports: [{ step: 0, values: [1, 2] }] }],
  ["an attribute that JSON does not hold", "not-json", good, 1, { attributes: { f: () => 1 } }],
  ["a constraint that is no number", "bad-constraint", good, 1, { constraints: { c: "1" } }],
  ["a date that is none", "bad-options", good, 1, { startedAt: new Date("never") }],
];
const refusals = refused.map(([name, code, params, told, options]) => ({ name, code, params, told, options }));
it.each(refusals)("refuses $name, and keeps nothing", async ({ code, params, told, options }) => {
  const study = await createStudy({ storage: "memory", seed: 1 });
  await expect(study.addTrial(params as never, told as never, { space, ...options })).rejects.toMatchObject({ code });
  expect(study.trials).toEqual([]);
});

it("refuses a point that breaks a constraint between parameters", async () => {
  const study = await createStudy({ storage: "memory", seed: 1 });
  const ordered = constrain({ m: int(1, 9), n: int(1, 9) }, ({ m, n }) => m <= n);
  await study.addTrial({ m: 3, n: 4 }, 1, { space: ordered });
  await expect(study.addTrial({ m: 4, n: 3 }, 1, { space: ordered })).rejects.toMatchObject({ code: "outside-domain" });
});

const samplers: Readonly<Record<string, () => Sampler>> = { gp, tpe, random, quasiRandom, nsga2 };
describe.each(Object.entries(samplers))("with %s", (_, sampler) => {
  it("goes on from twenty added trials, and says the same again when it is replayed", async () => {
    const study = await createStudy({ storage: "memory", seed: 1, sampler: sampler() });
    const line = { x: float(-5, 5), y: float(-5, 5) };
    for (let i = 0; i < 20; i++) await study.addTrial({ x: i / 4 - 2, y: 1 - i / 8 }, i, { space: line });
    await study.optimize(line, ({ x, y }) => x ** 2 + y ** 2, { trials: 30 });
    expect(study.trials.map(({ state }) => state)).toEqual(Array(30).fill("complete"));
    expect(await study.replay()).toMatchObject({ skipped: 20, asked: 10, differences: [] });
  });
});

it("a point of a finite space that was added is not asked again", async () => {
  const study = await createStudy({ storage: "memory", seed: 1, sampler: grid() });
  const six = { a: int(0, 2), b: choice(["x", "y"]) };
  await study.addTrial({ a: 1, b: "y" }, 1, { space: six });
  const { stopped } = await study.optimize(six, ({ a }) => a);
  expect([study.trials.length, new Set(study.trials.map(({ params }) => JSON.stringify(params))).size]).toEqual([6, 6]);
  expect(stopped).not.toBe("");
});

it("learns from what was added: the model's first own point is near the best of them", async () => {
  const study = await createStudy({ storage: "memory", seed: 1, sampler: gp() });
  const line = { x: float(-5, 5) };
  for (let i = 0; i <= 20; i++) await study.addTrial({ x: i / 2 - 5 }, (i / 2 - 5 - 2.2) ** 2, { space: line });
  await study.optimize(line, ({ x }) => (x - 2.2) ** 2, { trials: 22 });
  expect(Math.abs((study.trials.at(-1)!.params.x as number) - 2.2)).toBeLessThan(0.5);
});
