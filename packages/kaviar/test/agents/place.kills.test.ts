import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { whyNoSlurm } from "../../../cluster/test/slurm/slurm-nodes.ts";
import { buildKaviar, type Kaviar } from "../run-kaviar.ts";
import { killAgents, killedLine } from "./kill-agents.ts";
import { type Site, startSite } from "./site.ts";
import { tallyLine, tallyOf, writeObjective } from "./tally.ts";

const why = whyNoSlurm();
if (why !== undefined) console.log(`No agents are killed: ${why}.`);

describe.skipIf(why !== undefined)("tune --on slurm", () => {
  let kaviar: Kaviar;
  let site: Site;
  beforeAll(async () => {
    kaviar = await buildKaviar();
    site = await startSite({ kaviar });
  }, 60_000);
  afterAll(() => site?.stop());

  it("loses nothing and tells nothing twice while twelve agents are killed", async () => {
    const said = writeObjective(kaviar.folder, "counted", 500);
    const words = "counted.mjs --name killed --trials 60 --sampler random --on slurm --nodes 4 --memory 300MB".split(
      " ",
    );
    const tune = async () => (await site.run("tune", ...words)).out;
    const killed = await killAgents({ kills: 12, sql: site.sql, tune });
    const tally = await tallyOf(site.sql, "killed", said);
    console.log(`${killedLine(killed)}: ${tallyLine(tally)}.`);
    expect(killed.kills).toBe(12);
    expect(killed.printed).toContain("the study has its 60 trials");
    expect(tally).toMatchObject({ trials: 60, complete: 60, lost: 0, toldTwice: 0, strange: 0 });
    expect(tally.begunTwice).toBeLessThanOrEqual(12);
  }, 240_000);
});
