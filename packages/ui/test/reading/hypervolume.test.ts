import { createStudy, type Direction, float, plots } from "@kaviar/tune";
import { expect, it } from "vitest";
import { createComputer } from "../../src/computing/computer.ts";
import { hypervolumeIn } from "../../src/reading/hypervolume.ts";
import { createMirrors } from "../../src/reading/mirrors.ts";
import { inMemory } from "../studies.ts";

/** What is told of a study with these values, and its history. */
const told = async (directions: readonly Direction[], values: readonly (readonly number[])[]) => {
  const storage = await inMemory();
  const study = await createStudy({ name: "aims", storage, seed: 1, directions });
  for (const each of values) {
    const trial = await study.ask({ x: float(0, 1) });
    await study.tell(trial, each as never);
  }
  const computer = createComputer();
  const facts = await hypervolumeIn((await createMirrors(storage).study(1))!, computer);
  await computer.close();
  const history = plots.hypervolumeHistory(study.history);
  await study.close();
  await storage.close();
  return { facts, history };
};

it("is by trial what the tuner's plot says, of two objectives, and so is what bounds it", async () => {
  const { facts, history } = await told(
    ["minimize", "maximize"],
    [
      [3, 1],
      [4, 0],
      [1, 1],
      [2, 3],
      [2, 2],
    ],
  );
  // The worst are 4 and 0, a tenth of the ranges 3 further: 4.3 and -0.3. The first covers 1.3 × 1.3.
  expect(facts!.reference).toEqual([expect.closeTo(4.3, 12), expect.closeTo(-0.3, 12)]);
  expect(facts!.points[0]).toEqual({ trial: 0, volume: expect.closeTo(1.69, 12) });
  expect(facts!.points).toEqual(history.points.map(({ trial, hypervolume }) => ({ trial, volume: hypervolume })));
  expect(facts!.reference).toEqual(history.reference);
});

it("ends with the same of three objectives, told at some trials, and has none of one", async () => {
  const values = Array.from({ length: 60 }, (_, at) => [at % 7, at % 11, at % 13]);
  const { facts, history } = await told(["minimize", "minimize", "minimize"], values);
  expect(facts!.points.length).toBeLessThanOrEqual(24);
  expect(facts!.points.at(-1)!.volume).toBeCloseTo(history.points.at(-1)!.hypervolume, 9);
  expect((await told(["minimize"], [[1]])).facts).toBeUndefined();
});
