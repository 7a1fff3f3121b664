import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { createRunGate } from "../../src/threads/run-gate.ts";

const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

it("lets runs through until it is drained, and then none", async () => {
  const gate = createRunGate();
  const other = createRunGate(gate.shared);
  expect(await other.through(async () => 7)).toBe(7);
  let isOver = false;
  const running = other.through(async () => {
    await after(30);
    isOver = true;
  });
  await gate.drain();
  expect(isOver).toBe(true);
  await running;
  let began = false;
  void other.through(async () => {
    began = true;
  });
  await after(5);
  expect(began).toBe(false);
  // Nothing is waited for that does not run.
  gate.close();
});

it("counts what throws as over", async () => {
  const gate = createRunGate();
  await expect(gate.through(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await gate.drain();
});

it("holds a thread up until what runs on another has come to its end", async () => {
  const gate = createRunGate();
  const busy = new Worker(
    `const { workerData } = require("node:worker_threads");
    const state = new Int32Array(workerData);
    Atomics.add(state, 0, 1);
    setTimeout(() => { Atomics.sub(state, 0, 1); Atomics.notify(state, 0); }, 100);`,
    { eval: true, workerData: gate.shared },
  );
  const state = new Int32Array(gate.shared);
  while (Atomics.load(state, 0) === 0) await after(1);
  gate.close();
  expect(Atomics.load(state, 0)).toBe(0);
  await busy.terminate();
});
