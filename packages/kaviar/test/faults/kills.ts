import { expect } from "vitest";
import type { Kaviar } from "../run-kaviar.ts";
import { killAgents, killedLine } from "./kill-agents.ts";
import { writeObjective } from "./objective.ts";
import { type OnEnd, startSite } from "./site.ts";
import { tallyLine, tallyOf } from "./tally.ts";

/** Twelve agents are killed, and handed in anew. */
export const killTwelve = async (kaviar: Kaviar, onEnd: OnEnd): Promise<void> => {
  const said = writeObjective(kaviar.folder, "kills", 500);
  const { run, sql } = await startSite({ kaviar }, onEnd);
  const words = "kills.mjs --trials 60 --sampler random --on slurm --nodes 4 --memory 300MB".split(" ");
  const tune = async () => (await run("tune", ...words)).out;
  const killed = await killAgents({ kills: 12, sql, tune });
  const tally = await tallyOf(sql, "kills", said);
  console.log(`${killedLine(killed)}: ${tallyLine(tally)}.`);
  expect(killed.kills).toBe(12);
  expect(killed.printed).toContain("the study has its 60 trials");
  expect(tally).toMatchObject({ trials: 60, complete: 60, lost: 0, toldTwice: 0, strange: 0 });
  expect(tally.begunTwice).toBeLessThanOrEqual(12);
};
