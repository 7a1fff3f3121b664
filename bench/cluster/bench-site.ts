import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { makeHosts, whyNoHosts } from "../../packages/cluster/test/slurm/slurm-hosts.ts";
import { whyNoSlurm } from "../../packages/cluster/test/slurm/slurm-nodes.ts";
import { type Site, startSite } from "../../packages/kaviar/test/faults/site.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a benchmark on a Slurm of hosts of their own, with kaviar as it was built, in a folder that is gone afterwards. */
export const onHosts = async (nodes: number, run: (site: Site, folder: string) => Promise<void>): Promise<void> => {
  const why = whyNoSlurm() ?? whyNoHosts();
  if (why !== undefined) throw new Error(`This needs a Slurm: ${why}.`);
  // Where an objective finds the packages.
  const cache = `${root}packages/kaviar/node_modules/.cache`;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(`${cache}/bench-`);
  const ends = [async () => rmSync(folder, { recursive: true, force: true })];
  try {
    const hosts = await makeHosts(nodes);
    ends.push(hosts.remove);
    const command = [process.execPath, `${root}packages/kaviar/bin/kaviar.js`];
    await run(await startSite({ kaviar: { folder, command }, hosts }, (end) => ends.push(end)), folder);
  } finally {
    for (const end of ends.toReversed()) await end();
  }
};
