import { createStudy, float, random } from "@kaviar/tune";
import { expect, it } from "vitest";
import { createComputer } from "../../src/computing/computer.ts";
import { importanceIn } from "../../src/reading/importance.ts";
import { createMirrors } from "../../src/reading/mirrors.ts";
import { inMemory } from "../studies.ts";

it("tells by both methods which parameter moves each objective, from 2 000 trials taken evenly at most", async () => {
  const storage = await inMemory();
  const study = await createStudy({
    name: "two",
    storage,
    seed: 1,
    sampler: random(),
    directions: ["minimize", "minimize"],
  });
  await study.optimize({ a: float(0, 1), b: float(0, 1) }, ({ a, b }) => [a + 0.01 * b, b + 0.01 * a], {
    trials: 2_100,
  });
  const mirror = (await createMirrors(storage).study(1))!;
  const computer = createComputer();
  const [first, second] = await Promise.all([importanceIn(mirror, 0, computer)!, importanceIn(mirror, 1, computer)!]);
  expect([first.complete, first.used]).toEqual([2_100, 2_000]);
  for (const shares of [first.fanova, first.pedAnova]) {
    expect(shares.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(shares[0]!.importance).toBeGreaterThan(0.9);
  }
  expect(second.fanova[0]).toMatchObject({ name: "b", method: "fanova" });
  expect(importanceIn(mirror, 2, computer)).toBeUndefined();
  // The same trials are not looked at again.
  expect(await importanceIn(mirror, 0, computer)).toBe(first);
  await computer.close();
  await study.close();
  await storage.close();
});
