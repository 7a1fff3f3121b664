import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy, float, type Pruner, type Sampler } from "@kaviar/tune";
import { afterAll, expect, it } from "vitest";

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
