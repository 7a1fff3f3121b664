import {
  array,
  bool,
  choice,
  createStudy,
  fixed,
  float,
  grid,
  int,
  permutation,
  random,
  type Study,
} from "@kaviar/tune";
import { describe, expect, it } from "vitest";

const open = (options: object = {}) => createStudy({ sampler: random(), seed: 1, ...options });
const line = { x: float(0, 1), y: float(0, 1) };

it("attributes are with an enqueued trial from the queue on, and others join them", async () => {
  const study = await open();
  const number = await study.enqueue({ x: 0.5 }, { attributes: { from: "a colleague", tries: [1, 2] } });
  expect(study.trials[number]).toMatchObject({
    state: "waiting",
    attributes: { from: "a colleague", tries: [1, 2] },
  });
  await study.optimize(line, ({ x }, trial) => trial.setAttribute("seen", true).then(() => x), { trials: 1 });
  expect(study.trials[0]).toMatchObject({ value: 0.5, attributes: { from: "a colleague", tries: [1, 2], seen: true } });
});

it.each([
  ["a name of the study's own", { attributes: { "kaviar:warm": {} } }, "bad-name"],
  ["a function", { attributes: { f: Math.sin } }, "not-json"],
  ["a misspelt option", { skipIfExist: true }, "unknown-option"],
])("refuses %s, and enqueues nothing", async (_, options, code) => {
  const study = await open();
  await expect(study.enqueue({ x: 0.5 }, options as never)).rejects.toMatchObject({ code });
  await study.refresh();
  expect(study.trials).toEqual([]);
});

describe("what is there already is not enqueued again", () => {
  it("whatever its state, and with the number of the trial that has it", async () => {
    const study = await open();
    const once = { skipIfExists: true };
    expect(await study.enqueue({ x: 0.5, y: 0.5 }, once)).toBe(0);
    expect(await study.enqueue({ y: 0.5, x: 0.5 }, once)).toBe(0);
    expect(await study.enqueue({ x: 0.25 }, once)).toBe(1);
    await study.optimize(line, ({ x }) => x, { trials: 3 });
    expect(await study.enqueue({ x: 0.25 }, once)).toBe(1);
    expect(await study.enqueue(study.trials[1]!.params, once)).toBe(1);
    expect(await study.enqueue(study.trials[2]!.params, once)).toBe(2);
    expect(await study.enqueue({ y: 0.25 }, once)).toBe(3);
    expect(await study.enqueue({ y: 0.25 })).toBe(4);
  });

  it("also where many calls ask at once", async () => {
    const study = await open();
    const numbers = await Promise.all(Array.from({ length: 8 }, () => study.enqueue({ x: 1 }, { skipIfExists: true })));
    expect(new Set(numbers)).toEqual(new Set([0]));
    expect(study.trials.length).toBe(1);
  });
});

describe("a value that carries the dust of a sum", () => {
  const space = { x: float(0, 0.4, { step: 0.1 }) };
  const dusty = { x: 0.1 + 0.2 };
  const all = [0, 0.1, 0.2, 0.3, 0.4];

  it.each<[string, (study: Study) => Promise<unknown>]>([
    ["enqueued", (study) => study.enqueue(dusty)],
    ["added", (study) => study.addTrial(dusty, 1, { space })],
  ])("is the one that it stands for, %s: each point is asked once", async (_, give) => {
    const study = await createStudy({ seed: 1, sampler: random() });
    await give(study);
    await study.optimize(space, ({ x }) => x, {});
    expect(study.trials[0]!.params.x).toBe(0.3);
    expect(study.trials.map(({ params }) => params.x).sort()).toEqual(all);
    expect(await study.enqueue(dusty, { skipIfExists: true })).toBe(0);
  });

  it("is so where it is asked for by name, held, and in a grid", async () => {
    const byName = await createStudy({ seed: 1, sampler: random() });
    await byName.enqueue(dusty);
    await byName.optimize(null, (trial) => trial.float("x", 0, 0.4, { step: 0.1 }), {});
    expect(byName.trials.map(({ params }) => params.x).sort()).toEqual(all);
    for (const sampler of [fixed(random(), dusty), grid({ values: { x: [dusty.x] } })]) {
      const study = await createStudy({ seed: 1, sampler });
      await study.optimize(space, ({ x }) => x, { trials: 5 });
      expect(study.trials.map(({ params }) => params.x)).toEqual([0.3]);
    }
  });
});

it("the params of a trial, enqueued, run it once more, whatever its space is made of, and also in a finite one", async () => {
  const space = {
    kind: choice({ a: { deep: bool() }, b: {} }),
    sizes: array(int(1, 2), { min: 1, max: 2 }),
    order: permutation(["p", "q", "r"]),
    epochs: 10,
  };
  const study = await open();
  const values: number[] = [];
  const noisy = () => values.push(Math.random());
  await study.optimize(space, noisy, { trials: 5 });
  for (const { params } of study.trials.slice(0, 5)) await study.enqueue(params);
  await study.optimize(space, noisy, { trials: 10 });
  const points = study.trials.map(({ params }) => params);
  expect(points.slice(5)).toEqual(points.slice(0, 5));
  expect(study.trials.slice(5).map(({ origin }) => origin)).toEqual(Array(5).fill("enqueued"));
});
