import { join } from "node:path";
import { array, createStudy, float, int, type LiveTrial, random } from "@kaviar/tune";
import { expect, it } from "vitest";
import { temporaryFolder } from "../workers/module-file.ts";

const folder = temporaryFolder();
const space = { x: float(0, 1), layers: array({ units: int(1, 3) }, { min: 1, max: 2 }) };

/** A trial as somebody sees it who does not read types. */
interface Loose {
  state: string;
  params: { x: number; layers: unknown[] };
  values: number[];
  attributes: { deep: { list: number[] } };
  constraints: Record<string, number>;
  reports: { step: number; values: number[] }[];
}
const loose = (trial: unknown) => trial as Loose;

it.each([
  ["memory", "memory"],
  ["a file", `sqlite:${join(folder, "snapshots.db")}`],
])("a trial that was read from %s cannot be changed, nor the study by it", async (_, storage) => {
  const study = await createStudy({ name: "read", storage, seed: 1, sampler: random() });
  const objective = async (params: { x: number }, trial: LiveTrial) => {
    await trial.setAttribute("deep", { list: [1] });
    await trial.constraint("fits", -1);
    await trial.report(3, 1);
    return params.x;
  };
  await study.optimize(space, objective, { trials: 2 });
  await study.setAttribute("deep", { list: [1] });
  const before = JSON.stringify([study.trials, study.history.trials, study.attributes, study.directions, study.best]);
  const read = loose(study.trials[1]);
  const meddling: readonly (() => void)[] = [
    () => (read.state = "failed"),
    () => (read.params.x = -9),
    () => read.params.layers.push(1),
    () => (read.values[0] = -9),
    () => read.attributes.deep.list.push(2),
    () => (read.constraints.fits = 1),
    () => read.reports.pop(),
    () => (read.reports[0]!.step = 7),
    () => (read.reports[0]!.values[0] = -9),
    () => (loose(study.history.trials[1]).values[0] = -9),
    () => loose(study).attributes.deep.list.push(2),
    () => (study.directions as string[]).push("maximize"),
  ];
  for (const meddle of meddling) expect(meddle).toThrow(TypeError);
  expect(JSON.stringify([study.trials, study.history.trials, study.attributes, study.directions, study.best])).toBe(
    before,
  );
  await study.close();
});

it("what an objective does to its params, and a caller to what was told or kept, is not seen by the study", async () => {
  const study = await createStudy({ seed: 1, sampler: random(), directions: ["minimize", "minimize"] });
  await study.optimize(
    space,
    (params) => {
      const { x } = params;
      Object.assign(params, { x: 99 });
      (params.layers as unknown[]).length = 0;
      return [x, 0];
    },
    { trials: 1 },
  );
  const [first] = study.trials;
  expect(first!.params).toEqual({
    x: first!.values![0],
    layers: expect.arrayContaining([{ units: expect.any(Number) }]),
  });
  const trial = await study.ask(space);
  const values: [number, number] = [1, 2];
  const kept = { list: [1] };
  await trial.setAttribute("kept", kept);
  await study.tell(trial, values);
  values[0] = 9;
  kept.list.push(2);
  expect(study.trials[1]).toMatchObject({ values: [1, 2], attributes: { kept: { list: [1] } } });
});
