import { execFileSync } from "node:child_process";
import { expect } from "vitest";
import type { Kaviar } from "../run-kaviar.ts";
import { writeObjective } from "./objective.ts";
import { agentsAtWork, tuneOn } from "./owners.ts";
import { type OnEnd, startSite } from "./site.ts";

import { until } from "./until.ts";

/** An agent dies by itself, and is begun again by what is said then. */
export const beginAgain = async (kaviar: Kaviar, onEnd: OnEnd): Promise<void> => {
  writeObjective(kaviar.folder, "failure", 500);
  const site = await startSite({ kaviar }, onEnd);
  const head = tuneOn(site, "failure", 1_000, 2);
  await until("both agents work", async () => (await agentsAtWork(site)).length === 2);
  const [victim] = await agentsAtWork(site);
  const { agent, pid, id } = victim!;
  const says = [
    "1 agent has failed (FAILED: signal 9), and Slurm does not begin it again by itself.",
    `What was printed: kaviar study logs --agent ${agent.split("_")[1]} failure`,
    `Begin it again: scontrol requeue ${agent}`,
  ].join("\n");
  process.kill(pid, "SIGKILL");
  await until("who follows is told", () => head.printed().includes(says));
  const { out: shown } = await site.run("study", "show", "failure");
  expect(shown).toContain(says);
  expect(shown).toMatch(/ended +\d+ .*FAILED: signal 9$/m);
  execFileSync("scontrol", ["requeue", agent], { env: site.env });
  // Who has begun a trial hears of what is asked of the study from then on.
  await until("it runs a trial again", async () =>
    (await agentsAtWork(site)).some((each) => each.agent === agent && each.id !== id && each.runs.length > 0),
  );
  await site.run("study", "stop", "failure");
  expect((await head.ended).code).toBe(0);
};
