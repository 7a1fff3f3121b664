import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type AutofitResult, autofit } from "../../src/index.ts";
import { searched } from "./searched.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-killed-search-"));
afterAll(() => rmSync(folder, { recursive: true }));

const found = ({ leaderboard, study, ensemble, notes }: AutofitResult) => ({
  leaderboard: leaderboard.map(({ trial, words, scores, work, origin }) => ({ trial, words, scores, work, origin })),
  states: study.trials.map(({ state, values, reports }) => ({ state, values, reports })),
  ensemble: ensemble?.members.map(({ weight }) => weight),
  notes,
});

it("a search that was killed while it tried a pipeline to be stopped finds the same, to the last bit", async () => {
  const through = await autofit(searched.table, searched.options);
  const stopped = through.study.trials.filter(({ state }) => state === "pruned");
  expect(stopped.length).toBeGreaterThan(2);
  const storage = `sqlite:${join(folder, "study.db")}`;
  const own = join(folder, "search");
  const script = join(import.meta.dirname, "search-until-killed.ts");
  const killedAt = String(stopped.at(-2)!.number);
  const child = spawn(process.execPath, ["--import", "tsx", script, storage, own, killedAt], { stdio: "inherit" });
  expect(await new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)))).toBe("SIGKILL");
  const resumed = await autofit(searched.table, { ...searched.options, storage, name: "killed", folder: own });
  expect(found(resumed)).toEqual(found(through));
  await resumed.study.close();
  await through.study.close();
}, 60_000);
