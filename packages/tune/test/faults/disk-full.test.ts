import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy } from "@kaviar/tune";
import { expect, it } from "vitest";
import { bundled } from "./bundled.ts";

it("says that the disk is full, and loses nothing that was told before", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kaviar-full-"));
  const storage = `sqlite:${folder}/kaviar.db`;
  // No file of the child may grow beyond 6000 blocks of 1024 bytes: its writes fail as on a full disk.
  const child = spawnSync(
    "bash",
    ["-c", 'ulimit -f 6000; exec "$0" "$@"', process.execPath, bundled("optimize-until-full.ts"), storage],
    { encoding: "utf8" },
  );
  const { told, code, message } = JSON.parse(child.stdout || "{}") as { told: number; code: string; message: string };
  console.log(`disk full after ${told} trials: ${message}`);
  expect(code).toMatch(/^storage-(failed|full|unreadable)$/);
  expect(message).toMatch(/kept/);
  const study = await createStudy({ name: "full", storage });
  const complete = study.trials.filter(({ state }) => state === "complete");
  expect(told).toBeGreaterThan(50);
  expect(complete.length).toBe(told);
  await study.close();
  rmSync(folder, { recursive: true });
}, 30_000);
