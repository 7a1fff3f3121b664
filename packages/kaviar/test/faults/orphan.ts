import { execFileSync } from "node:child_process";
import { expect } from "vitest";
import type { Kaviar } from "../run-kaviar.ts";
import { hurry, writeObjective } from "./objective.ts";
import { agentsAtWork, tuneOn } from "./owners.ts";
import { type OnEnd, startSite } from "./site.ts";
import { tallyLine, tallyOf } from "./tally.ts";
import { until } from "./until.ts";

/** The daemon of a node is killed, and the agent there lives: Slurm runs it again on the other node, beside it. */
export const orphan = async (kaviar: Kaviar, onEnd: OnEnd): Promise<void> => {
  const said = writeObjective(kaviar.folder, "orphan", 500);
  const site = await startSite({ kaviar, more: "SlurmdTimeout=5" }, onEnd);
  const head = tuneOn(site, "orphan", 400, 1);
  await until("the agent works", async () => (await agentsAtWork(site)).length === 1);
  const [old] = await agentsAtWork(site);
  const node = execFileSync("squeue", ["-h", "-r", "-t", "running", "-o", "%N"], { encoding: "utf8", env: site.env });
  await site.slurm.killNode(node.trim(), "daemon");
  await until("Slurm runs it a second time", async () => (await agentsAtWork(site)).length === 2);
  const both = await agentsAtWork(site);
  expect(both.map(({ agent }) => agent)).toEqual([old!.agent, old!.agent]);
  await until("both go on beating, and run a trial at the same time", async () => {
    const now = await agentsAtWork(site);
    return now.length === 2 && now.every(({ beats, runs }, i) => beats >= both[i]!.beats + 2 && runs.length === 1);
  });
  hurry(kaviar.folder, "orphan");
  const { code } = await head.ended;
  // Slurm knows of one of them only.
  await until("both have ended", async () => (await agentsAtWork(site)).length === 0);
  const tally = await tallyOf(site.sql, "orphan", said);
  const shares = await site.sql`select owner, count(*)::int as trials from kaviar_trials t
    join kaviar_studies s on t.study = s.id where s.name = 'orphan' and state = 'complete' group by owner`;
  const share = (isOld: boolean) => shares.find(({ owner }) => (owner === old!.id) === isOld)?.trials ?? 0;
  console.log(
    `slurmd killed, its job lives: ${tallyLine(tally)}; the old process ended ${share(true)}, the new one ${share(false)}.`,
  );
  const none = { lost: 0, failed: 0, toldTwice: 0, begunTwice: 0, refused: 0, strange: 0 };
  expect(tally).toEqual({ ...none, trials: 400, complete: 400 });
  expect([share(true) > 0, share(false) > 0, code]).toEqual([true, true, 0]);
};
