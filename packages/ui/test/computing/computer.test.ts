import { createStudy, float, random } from "@kaviar/tune";
import { expect, it } from "vitest";
import { createComputer } from "../../src/computing/computer.ts";
import { openDashboard } from "../../src/index.ts";
import { enter, get } from "../server/client.ts";
import { inMemory } from "../studies.ts";

it("lets the dashboard answer others while it computes the importance of twelve parameters from 2 000 trials", async () => {
  const storage = await inMemory();
  const study = await createStudy({ name: "large", storage, seed: 1, sampler: random() });
  const names = Array.from({ length: 12 }, (_, at) => `x${at}`);
  const space = Object.fromEntries(names.map((name) => [name, float(0, 1)]));
  await study.optimize(space, (params) => params.x0! + 0.1 * params.x1!, { trials: 2_000 });
  const dashboard = await openDashboard({ storage, port: 0 });
  const headers = { cookie: await enter(dashboard) };
  let isComputed = false;
  const importance = get(dashboard, "/api/studies/1/importance?objective=0", { headers }).then(({ body }) => {
    isComputed = true;
    return JSON.parse(String(body));
  });
  let answered = 0;
  while (!isComputed) {
    expect((await get(dashboard, "/api/studies/1/trials/3", { headers })).status).toBe(200);
    answered++;
  }
  // In the same thread it would be two or three: those that came before it began.
  expect(answered).toBeGreaterThan(20);
  expect((await importance).fanova[0]).toMatchObject({ name: "x0", method: "fanova" });
  await dashboard.close();
  await study.close();
  await storage.close();
});

it("says what a job failed by, goes on with the next, and takes none once it is closed", async () => {
  const computer = createComputer();
  await expect(
    computer.compute("hypervolume", {
      directions: undefined as never,
      trials: Float64Array.of(0),
      values: Float64Array.of(0),
    }),
  ).rejects.toMatchObject({
    code: "not-computed",
    message: expect.stringContaining("undefined"),
  });
  // One point has no range, which counts as 1: it is bounded a tenth further on both sides.
  const square = {
    directions: ["minimize", "minimize"],
    trials: Float64Array.of(0),
    values: Float64Array.of(0, 0),
  } as const;
  expect((await computer.compute("hypervolume", square)).points).toEqual([
    { trial: 0, volume: expect.closeTo(0.01, 9) },
  ]);
  // So many that they are not done with before it is closed.
  const count = 20_000;
  const last = computer.compute("hypervolume", {
    directions: ["minimize", "minimize", "minimize"],
    trials: Float64Array.from({ length: count }, (_, i) => i),
    values: Float64Array.from({ length: 3 * count }, (_, i) => Math.abs(Math.sin(i * 12.9898) * 43758.5453) % 1),
  });
  const failed = expect(last).rejects.toMatchObject({ code: "not-computed" });
  await computer.close();
  await failed;
  await expect(computer.compute("hypervolume", square)).rejects.toMatchObject({ code: "not-computed" });
});
