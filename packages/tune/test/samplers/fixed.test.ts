import {
  auto,
  bruteForce,
  choice,
  constrain,
  createStudy,
  fixed,
  float,
  gp,
  type History,
  int,
  random,
  type Sampler,
  tpe,
} from "@kaviar/tune";
import { describe, expect, it } from "vitest";

const space = {
  optimizer: choice({ sgd: { momentum: float(0, 1) }, adam: { beta2: float(0.9, 0.99) } }),
  rate: float(0, 1),
  units: int(1, 4),
};
const run = async (sampler: Sampler, trials = 12, options: object = {}) => {
  const study = await createStudy({ sampler, seed: 1, ...options });
  await study.optimize(space, ({ rate, units }) => (rate - 0.3) ** 2 + units, { trials });
  return study;
};
const pointsOf = (study: { history: History }) => study.history.trials.map((trial) => trial!.params);

describe("held values", () => {
  it.each([
    ["auto", auto()],
    ["tpe", tpe({ startup: 4 })],
    ["gp", gp()],
    ["random", random()],
  ])("are those of every trial that %s proposes, which looks for the others", async (_, inner) => {
    const study = await run(fixed(inner, { optimizer: "adam", units: 2 }));
    for (const params of pointsOf(study)) {
      expect(params).toMatchObject({ optimizer: "adam", units: 2 });
      expect(Object.keys(params).sort()).toEqual(["optimizer", "optimizer.adam.beta2", "rate", "units"]);
    }
    expect(new Set(pointsOf(study).map(({ rate }) => rate)).size).toBeGreaterThan(9);
  });

  it("may be null, where that is a choice", async () => {
    const study = await createStudy({ sampler: fixed(tpe(), { bias: null }), seed: 1 });
    await study.optimize({ bias: choice([null, 0]), rate: float(0, 1) }, ({ rate }) => rate, { trials: 12 });
    expect(study.trials.every(({ params }) => params.bias === null)).toBe(true);
  });

  it("of a branch hold where it is chosen, and leave the choice free", async () => {
    const points = pointsOf(await run(fixed(random(), { "optimizer.adam.beta2": 0.95 }), 20));
    const adam = points.filter(({ optimizer }) => optimizer === "adam");
    expect(adam.length).toBeGreaterThan(3);
    expect(adam.length).toBeLessThan(17);
    for (const params of adam) expect(params["optimizer.adam.beta2"]).toBe(0.95);
  });

  it("may be all there are: then the one point is asked, and the study ends", async () => {
    const study = await createStudy({ sampler: fixed(tpe(), { a: 1, b: 2 }), seed: 1 });
    const { stopped } = await study.optimize({ a: int(0, 3), b: int(0, 3) }, () => 1, { trials: 5 });
    expect(pointsOf(study)).toEqual([{ a: 1, b: 2 }]);
    expect(stopped).toBe("every point of the space was asked");
  });

  it("leave a finite space the points that have them, each asked once", async () => {
    const finite = { a: int(0, 3), b: int(0, 3), c: int(0, 3) };
    const study = await createStudy({ sampler: random(), seed: 1 });
    await study.optimize(finite, ({ b }) => b, { trials: 6 });
    for (const inner of [random(), tpe({ startup: 2 }), bruteForce()]) {
      const again = await createStudy({ sampler: fixed(inner, { a: 3 }), seed: 1, warmStart: [study] });
      await again.optimize(finite, ({ b }) => b, { trials: 40 });
      const held = pointsOf(again).filter(({ a }) => a === 3);
      expect(new Set(held.map(({ b, c }) => `${b} ${c}`)).size).toBe(16);
      expect(held.length).toBe(16);
    }
  });

  it("are kept where constraints leave little room, and a free point has to be drawn", async () => {
    const tight = constrain({ a: float(0, 1), b: int(0, 99) }, ({ b }) => b === 7);
    const study = await createStudy({ sampler: fixed(random(), { a: 0.5 }), seed: 1 });
    await study.optimize(tight, ({ b }) => b, { trials: 3 });
    expect(pointsOf(study)).toEqual(Array(3).fill({ a: 0.5, b: 7 }));
  });

  it("give way to what is enqueued", async () => {
    const study = await createStudy({ sampler: fixed(random(), { units: 2 }), seed: 1 });
    await study.enqueue({ units: 4 });
    await study.optimize(space, ({ units }) => units, { trials: 2 });
    expect(pointsOf(study).map(({ units }) => units)).toEqual([4, 2]);
  });

  it("are answers of define-by-run trials too, from the first on", async () => {
    const study = await createStudy({ sampler: fixed(tpe({ startup: 2 }), { depth: 2, kind: "a" }), seed: 1 });
    await study.optimize(
      null,
      (trial) => trial.int("depth", 1, 3) + trial.float("x", 0, 1) + (trial.choice("kind", ["a", "b"]) === "a" ? 0 : 1),
      { trials: 8 },
    );
    for (const params of pointsOf(study)) expect(params).toMatchObject({ depth: 2, kind: "a" });
    expect(new Set(pointsOf(study).map(({ x }) => x)).size).toBe(8);
  });
});

it("teaches only from trials that had the values, and shows the sampler a space without them", async () => {
  const seen: { names: string[]; finished: (readonly string[])[] }[] = [];
  const looking: Sampler = {
    name: "looking",
    propose: (question) => {
      const { space: own, history } = question;
      seen.push({
        names: own.map(({ name }) => name),
        finished: history.finished.map(({ params }) => Object.keys(params)),
      });
      return random().propose(question);
    },
  };
  const study = await createStudy({
    name: "looked",
    storage: "memory",
    sampler: fixed(looking, { optimizer: "sgd" }),
    seed: 1,
  });
  for (const kind of ["adam", "sgd", "adam"]) await study.enqueue({ optimizer: { kind } });
  await study.optimize(space, ({ rate }) => rate, { trials: 4 });
  expect(seen.at(-1)).toEqual({
    names: ["optimizer.sgd.momentum", "rate", "units"],
    finished: [["optimizer.sgd.momentum", "rate", "units"]],
  });
});

it.each([
  ["a name that the space has not", { momentum: 1 }, "unknown-parameter"],
  ["a value outside of its domain", { units: 9 }, "outside-domain"],
])("refuses %s, before the first trial", async (_, held, code) => {
  await expect(run(fixed(random(), held as never))).rejects.toMatchObject({ name: "TuneError", code });
});

it.each([
  ["the maker of a sampler", random, {}],
  ["no values", random(), undefined],
])("refuses %s", (_, inner, held) => {
  expect(() => fixed(inner as never, held as never)).toThrow(expect.objectContaining({ code: "bad-options" }));
});

it("points that other constraints allowed do not count among those that these allow", async () => {
  const ten = { k: int(0, 9) };
  const study = await createStudy({ sampler: random(), seed: 1 });
  await study.optimize(
    constrain(ten, ({ k }) => k < 5),
    ({ k }) => k,
    { trials: 20 },
  );
  await study.optimize(
    constrain(ten, ({ k }) => k >= 3),
    ({ k }) => k,
    { trials: 20 },
  );
  expect(study.trials.map(({ params }) => params.k).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it("an enqueued part stays where constraints leave so little room that the rest has to be drawn", async () => {
  const tight = constrain({ a: float(0, 1), b: int(0, 99) }, ({ b }) => b === 7);
  const study = await createStudy({ sampler: random(), seed: 1 });
  await study.enqueue({ a: 0.5 });
  await study.optimize(tight, ({ b }) => b, { trials: 1 });
  expect(study.trials[0]).toMatchObject({ params: { a: 0.5, b: 7 }, origin: "enqueued-part" });
});
