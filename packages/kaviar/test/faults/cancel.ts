import { execFileSync } from "node:child_process";
import { expect } from "vitest";
import type { Kaviar } from "../run-kaviar.ts";
import { writeObjective } from "./objective.ts";
import { agentsAtWork, tuneOn } from "./owners.ts";
import { type OnEnd, startSite } from "./site.ts";
import { tallyLine, tallyOf } from "./tally.ts";
import { until } from "./until.ts";

/** One task of two is cancelled while it runs a trial. */
export const cancelOne = async (kaviar: Kaviar, onEnd: OnEnd): Promise<void> => {
  const said = writeObjective(kaviar.folder, "cancel", 1_500);
  const site = await startSite({ kaviar }, onEnd);
  const head = tuneOn(site, "cancel", 12, 2);
  await until("both agents run a trial", async () => {
    const agents = await agentsAtWork(site);
    return agents.length === 2 && agents.every(({ runs }) => runs.length === 1);
  });
  const { agent, runs } = (await agentsAtWork(site)).find(({ agent }) => agent.endsWith("_1"))!;
  execFileSync("scancel", [agent], { env: site.env });
  const { code, out } = await head.ended;
  const tally = await tallyOf(site.sql, "cancel", said);
  console.log(`scancel ${agent}: ${tallyLine(tally)}.`);
  expect(tally).toMatchObject({ trials: 12, complete: 12, lost: 0, toldTwice: 0, strange: 0 });
  // None, if it came to its end when the signal came.
  expect(tally.begunTwice).toBeLessThanOrEqual(1);
  const { out: log } = await site.run("study", "logs", "cancel", "--agent", "1");
  expect(log).toContain("Stopped: 1 running trial is queued again.");
  if (tally.begunTwice === 1) {
    const [trial] = await site.sql`select owner from kaviar_trials t join kaviar_studies s on t.study = s.id
      where s.name = 'cancel' and number = ${runs[0]!}`;
    expect(trial!.owner).toContain("_0/");
  }
  expect([code, out]).toEqual([0, expect.stringContaining("the study has its 12 trials")]);
};
