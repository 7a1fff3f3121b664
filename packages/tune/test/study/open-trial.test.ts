import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy, float, type LiveTrial, type Pruner, type Sampler } from "@kaviar/tune";
import { afterAll, describe, expect, it } from "vitest";
import { moduleFile } from "../workers/module-file.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-open-trial-"));
afterAll(() => rmSync(folder, { recursive: true }));

const space = { x: float(0, 1) };

/** Keeps with the second trial that it may not exceed a half, and asks for more. */
const sampler: Sampler = {
  name: "settling",
  propose: ({ number }) => ({ params: { x: 0.75 + number / 8 }, ...(number === 1 && { notes: { bar: 0.5 } }) }),
};
const shown: unknown[] = [];
const pruner: Pruner = {
  name: "settled",
  judge: ({ notes, values }) => {
    shown.push(notes);
    const bar = (notes as { readonly bar: number } | undefined)?.bar;
    return bar !== undefined && values[0]! > bar ? { stop: true, why: "above its bar" } : { stop: false };
  },
};

it("a rule that was settled when a trial was proposed holds in the process that runs it again", async () => {
  const given = { name: "settled", storage: `sqlite:${join(folder, "study.db")}`, sampler, pruner };
  const first = await createStudy(given);
  await first.ask(space);
  await first.ask(space);
  await first.close();
  const second = await createStudy(given);
  const stopped: boolean[] = [];
  await second.optimize(
    space,
    async ({ x }, trial) => {
      await trial.report(x, 0);
      stopped.push(trial.shouldStop);
      if (!trial.shouldStop) await trial.report(x, 1);
      return x;
    },
    { trials: 2 },
  );
  expect(shown).toEqual([undefined, undefined, { bar: 0.5 }]);
  expect(stopped).toEqual([false, true]);
  await second.close();
});

describe("a trial that was told", () => {
  it("keeps nothing any more, and says so", async () => {
    const study = await createStudy({ seed: 1 });
    const trial = await study.ask();
    trial.float("x", 0, 1);
    await study.tell(trial, 1);
    const over = expect.objectContaining({
      code: "not-running",
      message: expect.stringContaining("trial 0 is complete"),
    });
    for (const late of [
      () => trial.report(1, 1),
      () => trial.setAttribute("a", 1),
      () => trial.constraint("c", 1),
      async () => trial.float("y", 0, 1),
    ])
      await expect(late()).rejects.toEqual(over);
    await study.refresh();
    expect(study.trials[0]).toMatchObject({
      params: { x: expect.any(Number) },
      reports: [],
      attributes: {},
      constraints: {},
    });
  });

  it("by another handle too, of which this one has not heard", async () => {
    const given = { name: "elsewhere", storage: `sqlite:${join(folder, "elsewhere.db")}` };
    const asker = await createStudy(given);
    const trial = await asker.ask(space, { detached: true });
    const teller = await createStudy(given);
    await teller.tell(trial.number, 1);
    await expect(trial.report(1, 1)).rejects.toMatchObject({ code: "not-running" });
    await Promise.all([asker.close(), teller.close()]);
  });

  it("ends no process by what its objective says late, without waiting", async () => {
    const study = await createStudy({ seed: 1 });
    const late: Promise<void>[] = [];
    await study.optimize(
      space,
      ({ x }, trial) => {
        setTimeout(() => late.push(trial.report(1, 1)), 5);
        return x;
      },
      { trials: 1 },
    );
    await new Promise((done) => setTimeout(done, 30));
    expect(late).toHaveLength(1);
    await expect(late[0]).rejects.toMatchObject({ code: "not-running" });
  });
});

it("an attempt that was cut off says nothing any more to the next one", async () => {
  const study = await createStudy({ seed: 1 });
  let attempts = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const refused: unknown[] = [];
  const objective = async (_: unknown, trial: LiveTrial) => {
    attempts++;
    if (attempts === 2) {
      await released;
      return 1;
    }
    await new Promise((resolve) => trial.signal.addEventListener("abort", resolve));
    while (attempts < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    for (const late of [() => trial.report(9, 9), () => trial.setAttribute("late", true)])
      await late().catch((error: unknown) => refused.push(error));
    release();
    return 7;
  };
  await study.optimize(space, objective, { trials: 1, retry: 1, trialTimeout: 500 });
  expect(study.trials[0]).toMatchObject({ value: 1, reports: [], attributes: {} });
  expect(refused).toEqual(Array(2).fill(expect.objectContaining({ code: "trial-lost" })));
});

it("asked for by hand, null leaves the parameters to names, also after a space was declared", async () => {
  const study = await createStudy({ seed: 1 });
  await study.optimize(space, ({ x }) => x, { trials: 1 });
  const trial = await study.ask(null);
  const z = trial.float("z", 5, 6);
  expect((await study.tell(trial, z)).params).toEqual({ z });
});

it.each([[""], ["__proto__"], ["kaviar:stack"], [5]])("refuses %j as the name of an attribute", async (name) => {
  const trial = await (await createStudy({ seed: 1 })).ask(space);
  expect(() => trial.setAttribute(name as string, 1)).toThrow(expect.objectContaining({ code: "bad-name" }));
});

it.each([[""], ["__proto__"], [5], [undefined]])("refuses %j as the name of a constraint", async (name) => {
  const study = await createStudy({ seed: 1 });
  const trial = await study.ask(space);
  expect(() => trial.constraint(name as string, 1)).toThrow(expect.objectContaining({ code: "bad-name" }));
  if (typeof name !== "string") return;
  const constraints = JSON.parse(`{ ${JSON.stringify(name)}: 1 }`) as Record<string, number>;
  await expect(study.addTrial({ x: 1 }, 1, { constraints })).rejects.toMatchObject({ code: "bad-name" });
});

it("an objective reads what its trial was enqueued with, and what it has set, here and in a worker", async () => {
  const source = `async (params, trial) => {
    const { fold } = trial.attributes;
    await trial.setAttribute("seen", { fold });
    return trial.attributes.seen.fold === fold && Object.keys(trial.attributes).length === 2 ? fold : NaN;
  }`;
  const near = new Function(`return ${source}`)() as (params: { x: number }, trial: LiveTrial) => Promise<number>;
  for (const objective of [near, moduleFile(folder, "attributes.mjs", `export default ${source};`)]) {
    const study = await createStudy({ seed: 1 });
    await study.enqueue({ x: 0.5 }, { attributes: { fold: 3 } });
    await study.optimize(space, objective as typeof near, { trials: 1 });
    expect(study.trials[0]).toMatchObject({ value: 3, attributes: { fold: 3, seen: { fold: 3 } } });
  }
  const trial = await (await createStudy({ seed: 1 })).ask(space);
  await trial.setAttribute("mine", [1]);
  expect(trial.attributes).toEqual({ mine: [1] });
});
