/**
 * Agents of one study, killed by SIGKILL on both nodes of a Slurm, and handed in anew by the same command when none is left:
 * `tsx bench/cluster/kills.ts [kills]`. Counts what became of the trials.
 */
import { killAgents, killedLine } from "../../packages/kaviar/test/faults/kill-agents.ts";
import { writeObjective } from "../../packages/kaviar/test/faults/objective.ts";
import { tallyLine, tallyOf } from "../../packages/kaviar/test/faults/tally.ts";
import { onHosts } from "./bench-site.ts";

const kills = Number(process.argv[2] ?? 200);

await onHosts(2, async ({ run, sql }, folder) => {
  const said = writeObjective(folder, "counted", 500);
  const words = `counted.mjs --name killed --trials ${kills * 4} --sampler random --on slurm --nodes 4 --memory 300MB`;
  const began = performance.now();
  const tune = async () => (await run("tune", ...words.split(" "))).out;
  const killed = await killAgents({ kills, sql, tune });
  console.log(`${killedLine(killed)}, ${Math.round((performance.now() - began) / 1000)} s`);
  console.log(tallyLine(await tallyOf(sql, "killed", said)));
});
