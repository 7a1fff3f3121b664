/**
 * How much faster more nodes are: `tsx bench/cluster/speedup.ts`. 64 trials that sleep for 2 s on 1, 2 and 4 agents of one worker, each
 * on a node of its own; from the first claim to the last end, and from when the command was typed.
 */
import { writeObjective } from "../../packages/kaviar/test/faults/objective.ts";

import { onHosts } from "./bench-site.ts";

const trials = 64;
const seconds = 2;

await onHosts(4, async ({ run, sql }, folder) => {
  writeObjective(folder, "sleeps", seconds * 1000);
  const alone: number[] = [];
  for (const agents of [1, 2, 4]) {
    const name = `on ${agents}`;
    const words = `sleeps.mjs --trials ${trials} --sampler random --on slurm --nodes ${agents} --slurm exclusive`;
    const typed = Date.now();
    const { code, out } = await run("tune", ...words.split(" "), "--name", name);
    if (code !== 0) throw new Error(out);
    const [span] = await sql<{ first: number; last: number; owners: number }[]>`
      select min(started_at) as first, max(finished_at) as last, count(distinct owner)::int as owners from kaviar_trials
      where state = 'complete' and study = (select id from kaviar_studies where name = ${name})`;
    const { first, last, owners } = span!;
    const took = [last - first, last - typed];
    if (agents === 1) alone.push(...took);
    const [run_, all] = took.map((time, i) => `${(time / 1000).toFixed(1)} s, ${(alone[i]! / time).toFixed(2)} ×`);
    console.log(`${agents} agents (${owners} worked): ${run_} from the first claim; ${all} from the command`);
  }
});
