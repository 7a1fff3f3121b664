import { createStudy, float, memory } from "@kaviar/tune";
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
