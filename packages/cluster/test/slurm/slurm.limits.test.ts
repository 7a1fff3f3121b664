import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AgentPlan } from "../../src/contract/cluster.ts";
import { slurm } from "../../src/index.ts";
import { type SlurmNodes, startSlurm, whyNoSlurm } from "./slurm-nodes.ts";

const why = whyNoSlurm();
if (why !== undefined) console.log(`No limits of Slurm are tried: ${why}.`);

describe.skipIf(why !== undefined)("slurm at a site with a small queue of small arrays", () => {
  let nodes: SlurmNodes;
  beforeAll(async () => {
    nodes = await startSlurm({ more: "MaxArraySize=4\nMaxJobCount=14" });
    Object.assign(process.env, nodes.env);
  }, 60_000);
  afterAll(async () => {
    for (const name of Object.keys(nodes.env)) delete process.env[name];
    await nodes.stop();
  });

  const planOf = (name: string, agents: number, text: string): AgentPlan => ({
    name,
    agents,
    command: ["sh", "-c", text],
    folder: nodes.folder,
    environment: {},
    cores: 1,
    memory: 64 * 2 ** 20,
  });
  /** The states of all tasks that Slurm knows by that name. */
  const statesOf = (name: string): readonly string[] =>
    execFileSync("squeue", ["-h", "-r", "-t", "all", "-n", name, "-o", "%T"], { encoding: "utf8" }).trim().split("\n");
  const logOf = async (job: string, agent: string): Promise<string> => {
    let text = "";
    for await (const part of slurm({ logs: nodes.folder }).log(job, agent)) text += part;
    return text;
  };

  /** Writes down how a program of Slurm is called from now on; gives what stops that, with the calls. */
  const recorded = (program: string): (() => readonly string[]) => {
    const [before, folder] = [process.env.PATH, mkdtempSync(join(nodes.folder, "recorded-"))];
    const script = `#!/bin/sh\necho "$@" >> '${folder}/calls'\nPATH='${before}'; exec ${program} "$@"\n`;
    writeFileSync(join(folder, program), script, { mode: 0o755 });
    process.env.PATH = `${folder}:${before}`;
    return () => {
      process.env.PATH = before;
      return readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
    };
  };

  it("spreads ten agents over arrays of four, each with its own id, log and end", async () => {
    const cluster = slurm({ logs: nodes.folder });
    const text = 'trap "echo told to end; exit 0" TERM; echo "$KAVIAR_AGENT"; while [ ! -e go ]; do sleep 0.1; done';
    const job = await cluster.submit(planOf("ten", 10, text));
    const [first, second, third] = job.split(",").map((array) => array.split("_")[0]);
    expect(job).toBe(`${first}_[0-3],${second}_[0-3],${third}_[0-1]`);
    const ids = [first, second, third].flatMap((array, i) =>
      Array.from({ length: [4, 4, 2][i]! }, (_, task) => `${array}_${task}`),
    );
    const runs = async (id: string) => (await logOf(job, id)).startsWith(id);
    await expect.poll(() => runs(ids[0]!), { timeout: 30_000 }).toBe(true);
    expect((await cluster.agents(job)).map(({ id }) => id)).toEqual(ids);

    // One of the last array, which waits, and one of the first, which runs.
    const calls = recorded("scancel");
    await cluster.cancel(job, [ids[9]!, ids[0]!]);
    expect(calls()).toEqual([`${ids[9]} ${ids[0]}`]);
    const states = async () => new Map((await cluster.agents(job)).map(({ id, state }) => [id, state]));
    await expect.poll(async () => (await states()).get(ids[0]!), { timeout: 30_000 }).toBe("ended");
    // Between the two Slurm itself says that it was cancelled.
    expect(await logOf(job, ids[0]!)).toMatch(new RegExp(`^${ids[0]}\n[^]*told to end\n$`));
    expect([(await states()).get(ids[9]!), await logOf(job, ids[9]!)]).toEqual(["ended", ""]);

    execFileSync("touch", [`${nodes.folder}/go`]);
    await expect.poll(async () => new Set((await states()).values()), { timeout: 60_000 }).toEqual(new Set(["ended"]));
    for (const id of ids.slice(1, 9)) expect(await logOf(job, id)).toBe(`${id}\n`);
  }, 120_000);

  it("takes all agents back where the queue has room for some only", async () => {
    const cluster = slurm({ logs: nodes.folder });
    const error = await cluster.submit(planOf("some", 9, "sleep 300")).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: "refused", message: expect.stringContaining("MaxJobCount") });
    await expect.poll(() => new Set(statesOf("some")), { timeout: 30_000 }).toEqual(new Set(["CANCELLED"]));
    console.log(
      `9 agents, and room for 4: refused; of those that had room ${statesOf("some").length} are cancelled, 0 left.`,
    );
  }, 120_000);
});

describe.skipIf(why !== undefined)("slurm whose controller falls silent between two arrays", () => {
  it("says which agents were handed in, and how they are ended", async () => {
    const nodes = await startSlurm({ more: "MaxArraySize=4" });
    try {
      Object.assign(process.env, nodes.env);
      const command = ["sleep", "300"];
      const plan = { name: "left", agents: 400, command, folder: nodes.folder, environment: {}, cores: 1 };
      const refused = slurm({ logs: nodes.folder })
        .submit(plan)
        .catch((error: unknown) => error);
      const there = () => execFileSync("squeue", ["-h", "-o", "%F"], { encoding: "utf8" });
      await expect.poll(there, { timeout: 30_000 }).not.toBe("");
      await nodes.killController();
      const error = await refused;
      expect(error).toMatchObject({ code: "unreachable" });
      expect(String(error)).toMatch(/all or none: 1_\[0-3\].* are, and could not be taken back\. .*\n.*: scancel 1\b/);
    } finally {
      for (const name of Object.keys(nodes.env)) delete process.env[name];
      await nodes.stop();
    }
  }, 180_000);
});
