import { array, bool, choice, createStudy, float, int, namedParams, permutation, random } from "@kaviar/tune";
import { expect, it } from "vitest";

const space = {
  optimizer: choice({ sgd: { rate: float(0, 1) }, adam: { rate: float(0, 1), beta: bool() } }),
  layers: array({ units: int(1, 4) }, { min: 1, max: 3 }),
  steps: permutation(["scale", "select", "project"]),
  pair: { first: float(0, 1), kind: choice(["a", "b"]) },
  epochs: 10,
};

it("has the names of the dimensions, with constants, and orders in place of their digits", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  await study.optimize(space, () => 1, { trials: 40 });
  for (const record of study.history.trials) {
    const { params, dimensions } = record!;
    const named = namedParams(record!);
    const { steps, ...nested } = study.trials[record!.number]!.params as Record<string, unknown>;
    expect(named).toMatchObject({ epochs: 10, steps });
    const { epochs: _, steps: __, ...others } = named;
    const flat = Object.entries(params).filter(([name]) => !name.startsWith("steps."));
    expect(others).toEqual(Object.fromEntries(flat));
    const names = new Set(dimensions.map(({ name }) => name));
    expect(Object.keys(others).filter((name) => !names.has(name))).toEqual([]);
    expect(named["pair.kind"]).toBe((nested.pair as { kind: string }).kind);
  }
  const rates = study.history.trials.flatMap((trial) =>
    Object.keys(namedParams(trial!)).filter((name) => name.includes("rate")),
  );
  expect(new Set(rates)).toEqual(new Set(["optimizer.sgd.rate", "optimizer.adam.rate"]));
});

it("leaves what a define-by-run objective has asked for as it is", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  await study.optimize(null, (trial) => trial.float("a.b", 0, 1), { trials: 1 });
  expect(namedParams(study.history.trials[0]!)).toEqual(study.trials[0]!.params);
});
