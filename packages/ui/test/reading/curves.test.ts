import { createStudy, float } from "@kaviar/tune";
import { expect, it } from "vitest";
import { curvesOf } from "../../src/reading/curves.ts";
import { createMirrors } from "../../src/reading/mirrors.ts";
import { inMemory } from "../studies.ts";

it("has of a long curve 300 points evenly, its first and its last among them, and says how many there are", async () => {
  const storage = await inMemory();
  const study = await createStudy({ name: "long", storage, seed: 1 });
  const trial = await study.ask({ x: float(0, 1) });
  for (let step = 0; step < 1_000; step++) await trial.report(step ** 2, step);
  const mirror = (await createMirrors(storage).study(1))!;
  const { number, reports, points, step, values } = curvesOf(mirror, [0, 7]);
  expect([number, reports, points]).toEqual([Float64Array.of(0), Float64Array.of(1_000), Float64Array.of(300)]);
  expect([step[0], step.at(-1)]).toEqual([0, 999]);
  const gaps = new Set([...step].slice(1).map((each, at) => each - step[at]!));
  expect([...gaps].sort()).toEqual([3, 4]);
  expect(values[0]).toEqual(step.map((each) => each ** 2));
  await study.close();
  await storage.close();
});
