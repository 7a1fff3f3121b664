import { createStudy, float, memory, type Pruner } from "@kaviar/tune";
import { expect, it } from "vitest";

const space = { x: float(0, 1) };

it("hands an asked trial back when its process leaves, but not a detached one", async () => {
  const storage = memory();
  const first = await createStudy({ name: "shared", storage, seed: 1 });
  await first.ask(space);
  const detached = await first.ask(space, { detached: true });
  await first.close();

  const second = await createStudy({ name: "shared", storage });
  expect(second.trials.map(({ state }) => state)).toEqual(["waiting", "running"]);
  await second.tell(detached.number, 0.5);
  expect(second.best.number).toBe(1);
});

it("lets a detached trial report and keep attributes as its own", async () => {
  const study = await createStudy({ seed: 1 });
  const trial = await study.ask(space, { detached: true });
  await trial.report(0.25, 3);
  await trial.setAttribute("note", "by hand");
  await study.refresh();
  expect(study.trials[0]).toMatchObject({ reports: [{ step: 3, values: [0.25] }], attributes: { note: "by hand" } });
});

it("tells a trial once, also when two processes try", async () => {
  const storage = memory();
  const [first, second] = await Promise.all([1, 2].map(() => createStudy({ name: "raced", storage, seed: 1 })));
  const { number } = await first!.ask(space, { detached: true });
  const told = await Promise.allSettled([first!.tell(number, 1), second!.tell(number, 2)]);
  expect(told.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

it("lets another process tell what a detached trial is at, and hear whether it should stop", async () => {
  const storage = memory();
  const first = await createStudy({ name: "far", storage, seed: 1 });
  const { number, params } = await first.ask(space, { detached: true });
  await first.close();

  const atTwo: Pruner = { name: "at two", judge: ({ step }) => ({ stop: step === 2, why: "step 2" }) };
  const second = await createStudy({ name: "far", storage, pruner: atTwo });
  const trial = await second.running(number);
  expect(trial).toMatchObject({ number, params });
  await trial.setAttribute("note", "from afar");
  await trial.constraint("memory", -1);
  await trial.report(0.5, 1);
  expect(trial.shouldStop).toBe(false);
  await trial.report(0.25, 2);
  expect([trial.shouldStop, trial.stopReason]).toEqual([true, "step 2"]);
  expect(await second.tell(number, { pruned: true })).toMatchObject({
    state: "pruned",
    value: 0.25,
    stopReason: "step 2",
    attributes: { note: "from afar" },
    constraints: { memory: -1 },
    reports: [
      { step: 1, values: [0.5] },
      { step: 2, values: [0.25] },
    ],
  });
  await expect(second.running(number)).rejects.toThrow(`Only a running trial can be told: trial ${number} is pruned.`);
  await expect(second.running(7)).rejects.toThrow("trial 7 does not exist");
});
