import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Hosts, makeHosts, whyNoHosts } from "../../../cluster/test/slurm/slurm-hosts.ts";
import { whyNoSlurm } from "../../../cluster/test/slurm/slurm-nodes.ts";
import { buildKaviar, type Kaviar } from "../run-kaviar.ts";
import { type Site, startSite } from "./site.ts";
import { tallyLine, tallyOf, writeObjective } from "./tally.ts";

const why = whyNoSlurm() ?? whyNoHosts();
if (why !== undefined) console.log(`No cable is pulled: ${why}.`);

describe.skipIf(why !== undefined)("tune --on slurm, on hosts of their own", () => {
  let kaviar: Kaviar;
  let hosts: Hosts;
  let site: Site;
  beforeAll(async () => {
    kaviar = await buildKaviar();
    hosts = await makeHosts(2);
    site = await startSite({ kaviar, hosts });
  }, 60_000);
  afterAll(async () => {
    await site?.stop();
    await hosts?.remove();
  });
  const until = async (what: string, isSo: () => Promise<boolean>) => {
    await expect.poll(isSo, { timeout: 60_000, interval: 300, message: what }).toBe(true);
  };

  it("loses nothing and tells nothing twice while the cable of a node is out for a minute", async () => {
    const said = writeObjective(kaviar.folder, "counted", 2_000);
    const agents = ["--on", "slurm", "--nodes", "2", "--workers", "2", "--memory", "500MB"];
    const head = site.run(
      "tune",
      "counted.mjs",
      "--name",
      "cable",
      "--trials",
      "100",
      "--sampler",
      "random",
      ...agents,
    );
    const trialsOn = async (host: string, state: string): Promise<number> => {
      const rows = await site.sql`select number from kaviar_trials where owner like ${`${host}:%`} and state = ${state}
        and study = (select id from kaviar_studies where name = 'cable')`;
      return rows.length;
    };
    const works = async (host: string) =>
      (await trialsOn(host, "complete")) >= 2 && (await trialsOn(host, "running")) === 2;
    await until("both nodes work", async () => (await works("kvnode1")) && (await works("kvnode2")));

    hosts.cable(1, "out");
    const out = new Promise((over) => setTimeout(over, 60_000));
    await until("what the node ran is handed over", async () => (await trialsOn("kvnode2", "running")) === 0);
    await out;
    expect(await trialsOn("kvnode2", "running")).toBe(0);
    const before = await trialsOn("kvnode2", "complete");
    hosts.cable(1, "in");
    const { code, out: printed } = await head;
    const tally = await tallyOf(site.sql, "cable", said);
    const after = await trialsOn("kvnode2", "complete");
    console.log(
      `Cable out for 60 s: ${tallyLine(tally)}; its node ended ${before} trials before, ${after - before} after.`,
    );
    expect(tally).toMatchObject({ trials: 100, complete: 100, lost: 0, toldTwice: 0, strange: 0 });
    // What it ran was handed over, and what it came to was refused. Slurm may end it when it is back, with what it runs then.
    expect([2, 3, 4]).toContain(tally.begunTwice);
    expect(tally.refused).toBeGreaterThanOrEqual(2);
    expect(after).toBeGreaterThan(before);
    expect(printed).toContain("the study has its 100 trials");
    expect(code).toBe(0);
  }, 240_000);
});
