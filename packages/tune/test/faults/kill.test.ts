import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy } from "@kaviar/tune";
import { expect, it } from "vitest";
import { bundled } from "./bundled.ts";

const kills = Number(process.env.KAVIAR_TEST_KILLS ?? 20);
const trials = kills * 10;

it(`keeps every trial of a study whose processes are killed ${kills} times`, async () => {
  const folder = mkdtempSync(join(tmpdir(), "kaviar-kill-"));
  const storage = `sqlite:${folder}/kaviar.db`;
  const script = bundled("optimize-until-killed.ts");
  const start = (): ChildProcess =>
    spawn(process.execPath, [script, storage, String(trials)], { stdio: ["ignore", "pipe", "inherit"] });
  const working = (child: ChildProcess) =>
    new Promise<boolean>((resolve) => {
      child.stdout!.once("data", () => resolve(true));
      child.once("exit", () => resolve(false));
    });
  let killed = 0;
  // Two at once, each replaced when it was killed: by chance at any point of its work.
  const keepKilling = async () => {
    while (killed < kills) {
      const child = start();
      if (!(await working(child))) return;
      await new Promise((done) => setTimeout(done, Math.random() * 60));
      if (child.exitCode !== null) return;
      const ended = new Promise((done) => child.once("exit", done));
      if (child.kill("SIGKILL")) killed++;
      await ended;
    }
  };
  try {
    await Promise.all([keepKilling(), keepKilling()]);
    const last = start();
    expect(await new Promise((done) => last.once("exit", done))).toBe(0);
    const study = await createStudy({ name: "killed", storage });
    const states: Record<string, number> = {};
    for (const { state } of study.trials) states[state] = (states[state] ?? 0) + 1;
    console.log(`killed ${killed} processes; trials by state:`, JSON.stringify(states));
    expect(study.trials.map(({ number }) => number)).toEqual(Array.from({ length: trials }, (_, i) => i));
    // Lost once: run again. Lost twice: failed, and says so.
    for (const { state, error } of study.trials)
      if (state === "failed") expect(error).toContain("died 2 times");
      else expect(state).toBe("complete");
    expect(new Set(study.trials.filter(({ state }) => state === "complete").map(({ value }) => value)).size).toBe(
      states.complete,
    );
    await study.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);
