import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clusterConformance } from "../../src/conformance.ts";
import { slurm } from "../../src/index.ts";
import { type SlurmNodes, startSlurm, whyNoSlurm } from "./slurm-nodes.ts";

const why = whyNoSlurm();
if (why !== undefined) console.log(`No Slurm is tried: ${why}.`);

describe.skipIf(why !== undefined)("slurm", () => {
  let nodes: SlurmNodes;
  beforeAll(async () => {
    nodes = await startSlurm();
    Object.assign(process.env, nodes.env);
  }, 60_000);
  afterAll(async () => {
    for (const name of Object.keys(nodes.env)) delete process.env[name];
    await nodes.stop();
  });

  describe.each(clusterConformance)("as a cluster", ({ name, run }) => {
    it(
      name,
      () => run({ cluster: slurm({ logs: join(nodes.folder, "logs 100%") }), folder: nodes.folder, slots: 4 }),
      90_000,
    );
  });

  it("says by which exit code or signal an agent has failed", async () => {
    const plan = { name: "a", agents: 1, folder: nodes.folder, environment: {}, cores: 1 };
    const cluster = slurm({ logs: nodes.folder });
    for (const [text, why] of [
      ["exit 3", "FAILED: exit code 3"],
      ["kill -9 $$", "FAILED: signal 9"],
      ["true", "COMPLETED"],
    ] as const) {
      const job = await cluster.submit({ ...plan, command: ["sh", "-c", text] });
      await expect.poll(async () => (await cluster.agents(job))[0], { timeout: 30_000 }).toMatchObject({ why });
    }
  });

  it("says what a site refuses", async () => {
    const plan = { name: "a", agents: 1, command: ["true"], folder: nodes.folder, environment: {}, cores: 1 };
    const cluster = slurm({ logs: nodes.folder, options: { partition: "nope" } });
    await expect(cluster.submit(plan)).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("invalid partition specified: nope"),
    });
  });
});
