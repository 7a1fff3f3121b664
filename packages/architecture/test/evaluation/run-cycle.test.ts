import { dense, flatten, relu, sequential } from "@kaviar/nn";
import { expect, it } from "vitest";
import type { Targets } from "../../src/data/targets.ts";
import { runCycle } from "../../src/evaluation/run-cycle.ts";
import { bars } from "../bars.ts";

const { x, y } = bars(256);
const targets: Targets = {
  kind: "classes",
  classes: ["column", "row"],
  codes: Int32Array.from(y, (each) => (each === "row" ? 1 : 0)),
};
const learned = { x: { data: Float32Array.from(x.data, (value) => value / 255), shape: x.shape }, targets };
const network = sequential(flatten, dense(16), relu, dense(2));
const run = { epochs: 12, seed: 1, watched: true };
const values = { decay: 0.01, batch: 16, smoothing: 0 };

it("goes on to its end where something is learned", async () => {
  const { losses, hopeless } = await runCycle(network, learned, { ...run, values: { ...values, rate: 3e-3 } });
  expect(hopeless).toBeUndefined();
  expect(losses).toHaveLength(12);
});

it("ends from half of it on where the doctor sees that nothing will come of it, and says why", async () => {
  const wild = { ...run, values: { ...values, rate: 30 } };
  const { losses, hopeless } = await runCycle(network, learned, wild);
  expect(hopeless).toMatch(/^(dying-relu|dead-units|majority-class|not-learning|exploding-gradient): ./);
  expect(losses.length).toBeGreaterThanOrEqual(6);
  expect(losses.length).toBeLessThan(12);
  const unwatched = await runCycle(network, learned, { ...wild, watched: false });
  expect(unwatched.losses).toHaveLength(12);
  expect(unwatched.hopeless).toBeUndefined();
});
