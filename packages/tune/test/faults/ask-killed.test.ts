import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy, float, memory, random } from "@kaviar/tune";
import { expect, it } from "vitest";
import { bundled } from "./bundled.ts";

const space = { x: float(0, 1), y: float(0, 1) };

it("a trial comes back whose asker was killed before it had its point, also one asked for somebody else", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kaviar-asked-"));
  const storage = `sqlite:${folder}/kaviar.db`;
  const killed = async (what: string) => {
    const [, signal] = await once(spawn(process.execPath, [bundled("ask-until-killed.ts"), storage, what]), "exit");
    expect(signal).toBe("SIGKILL");
    return createStudy({ name: "asked", storage, sampler: random() });
  };
  try {
    const first = await killed("new");
    expect(first.trials).toEqual([]);
    await first.close();
    const study = await killed("waiting");
    expect(study.trials.map(({ state, params }) => [state, params])).toEqual([["waiting", {}]]);
    const trial = await study.ask(space, { detached: true });
    expect([trial.number, trial.params]).toEqual([0, { x: expect.any(Number), y: 0.5 }]);
    await study.close();
    // Once it has its point it stays whoever's it is.
    const later = await createStudy({ name: "asked", storage });
    expect(later.trials.map(({ state, params }) => [state, params])).toEqual([["running", trial.params]]);
    expect((await later.tell(0, 1)).state).toBe("complete");
    await later.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("and one that was handed back before is handed over with the point that it has", async () => {
  const study = await createStudy({ storage: memory(), seed: 1, sampler: random() });
  const first = await study.ask({ x: float(0, 1) }, { detached: true });
  await study.tell(first, { failed: true });
  const second = await study.ask({ x: float(0, 1) });
  await study.close();
  expect(study.trials[1]!.state).toBe("running");
  await study.refresh();
  expect(study.trials[1]!.state).toBe("waiting");
  const again = await study.ask({ x: float(0, 1) }, { detached: true });
  expect([again.number, again.params]).toEqual([1, second.params]);
  await study.refresh();
  expect(study.history.trials[1]!.owner).toBe("by hand");
});
