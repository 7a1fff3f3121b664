import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStudy } from "@kaviar/tune";
import { afterAll, describe, expect, it } from "vitest";
import { startSlurm, whyNoSlurm } from "../../../cluster/test/slurm/slurm-nodes.ts";
import { startServer } from "../../../tune/test/storage/postgres-server.ts";
import { buildKaviar } from "../run-kaviar.ts";

const why = whyNoSlurm();
if (why !== undefined) console.log(`No agents are handed to Slurm: ${why}.`);
const slurm = why === undefined ? await startSlurm() : undefined;
const server = why === undefined ? await startServer() : undefined;
Object.assign(process.env, slurm?.env, server && { KAVIAR_STORAGE: server.url });
const kaviar = await buildKaviar();
writeFileSync(
  join(kaviar.folder, "slowly.mjs"),
  `import { float } from "@kaviar/tune";
export const space = { x: float(-5, 5), y: float(-5, 5) };
export default async ({ x, y }) => {
  await new Promise((done) => setTimeout(done, 250));
  console.log("x is", x);
  return x * x + y * y;
};
`,
);
afterAll(async () => {
  for (const name of Object.keys(slurm?.env ?? {})) delete process.env[name];
  delete process.env.KAVIAR_STORAGE;
  await slurm?.stop();
  await server?.stop();
});

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** The trials of a study as it is now: by state, and by the host and agent that ran them. */
const trialsOf = async (name: string) => {
  const study = await openStudy(name, { storage: server!.url });
  const trials = study.history.trials.filter((trial) => trial !== undefined);
  await study.close();
  return trials;
};

const begin = (name: string, trials: number) =>
  kaviar.start(
    "tune",
    "slowly.mjs",
    "--name",
    name,
    "--trials",
    `${trials}`,
    "--sampler",
    "random",
    "--on",
    "slurm",
    "--memory",
    "300MB",
  );

describe.skipIf(why !== undefined)("tune --on slurm", () => {
  it("runs a study on the agents of two nodes, which need nothing but its name", async () => {
    const name = "digits; rm -rf '$HOME'";
    const words = ["slowly.mjs", "--name", name, "--trials", "24", "--on", "slurm", "--nodes", "2", "--workers", "2"];
    const { code, out, err } = await kaviar.run("tune", ...words, "--memory", "500MB", "--time", "5m");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Handed 2 agents of 2 workers to slurm as \d+_\[0-1\]: /);
    expect(out).toContain("the study has its 24 trials.");
    const trials = await trialsOf(name);
    expect(trials.map(({ state }) => state)).toEqual(Array.from({ length: 24 }, () => "complete"));
    expect(new Set(trials.map(({ owner }) => owner!.split(":")[2]!.split("/")[0])).size).toBe(2);
    expect(out.match(/^trial \d+ {2}complete/gm)).toHaveLength(24);
    const { out: log } = await kaviar.run("study", "logs", name, "--agent", "1");
    expect(log).toMatch(/^trial \d+ │ x is /m);
    const { out: agents } = await kaviar.run("study", "logs", name);
    expect(agents).toMatch(/^ +0 +\d+_0 +ended +n\d/m);
    expect(log + agents + out).not.toContain("secret");
  }, 60_000);

  it("loses no trial and tells none twice when an agent, then the command itself, is killed; begun again it goes on", async () => {
    const head = begin("killed", 60);
    const again = ["tune", "slowly.mjs", "--name", "killed", "--trials", "60", "--sampler", "random"];
    const owners = async () => [...new Set((await trialsOf("killed").catch(() => [])).map(({ owner }) => owner!))];
    while ((await owners()).length === 0) await wait(200);
    head.kill("SIGKILL");
    // One more by hand, and the agent dies.
    const byHand = kaviar.start("work", "killed");
    let said = "";
    byHand.stdout!.on("data", (chunk) => {
      said += chunk;
    });
    while ((await owners()).length < 2) await wait(200);
    const agent = (await owners()).find((owner) => owner.includes("/"))!;
    process.kill(Number(agent.split(":")[1]), "SIGKILL");
    await new Promise((done) => byHand.once("exit", done));
    expect(said).toContain("the study has its 60 trials");
    const trials = await trialsOf("killed");
    expect(trials.map(({ state }) => state)).toEqual(Array.from({ length: 60 }, () => "complete"));
    expect(trials.filter(({ attempt }) => attempt > 1).length).toBeLessThanOrEqual(1);
    const { code, out } = await kaviar.run(...again);
    expect([code, out.includes("has 60 trials: 60 complete")]).toEqual([0, true]);
  }, 90_000);

  it("lets go at Ctrl-C, and finds its agents again", async () => {
    const head = begin("detached", 1_000);
    let said = "";
    head.stdout!.on("data", (chunk) => {
      said += chunk;
    });
    while (!said.includes("complete")) await wait(100);
    head.kill("SIGINT");
    expect(await new Promise((done) => head.once("exit", done))).toBe(0);
    expect(said).toContain("Detached: 1 agent on slurm goes on.");
    const before = (await trialsOf("detached")).length;
    await wait(1_500);
    expect((await trialsOf("detached")).length).toBeGreaterThan(before);
    const { out } = await kaviar.runUntil("complete", "tune", "slowly.mjs", "--name", "detached", "--on", "slurm");
    expect(out).toMatch(/^Found 1 agent of 1 worker on slurm as \d+_\[0-0\]: 1 running\./);
    const shown = await kaviar.run("study", "show", "detached");
    expect(shown.out).toMatch(/^1 agent on slurm as \d+_\[0-0\]: 1 running$/m);
    expect(shown.out).toMatch(/^ +0 {2}n\d {4}running +\d+ +\S+ ago$/m);
    const { out: stopped } = await kaviar.run("study", "stop", "detached", "--now");
    expect(stopped).toContain("1 agent that ran is told to end, and to hand back what it runs.");
    const left = async () => (await trialsOf("detached")).some(({ state }) => state === "running");
    while (await left()) await wait(200);
    // It has handed back before Slurm knows that it has ended.
    await expect
      .poll(async () => (await kaviar.run("study", "show", "detached")).out, { timeout: 20_000 })
      .toMatch(/^1 agent on slurm as \d+_\[0-0\]: 1 ended$/m);
  }, 60_000);

  it("hands in those that are missing of as many as are asked for, and numbers all through", async () => {
    const words = [
      "tune",
      "slowly.mjs",
      "--name",
      "missing",
      "--sampler",
      "random",
      "--on",
      "slurm",
      "--memory",
      "300MB",
    ];
    const first = kaviar.start(...words, "--nodes", "2");
    const owners = async () => [...new Set((await trialsOf("missing").catch(() => [])).map(({ owner }) => owner!))];
    while ((await owners()).length < 2) await wait(200);
    process.kill(Number((await owners())[0]!.split(":")[1]), "SIGKILL");
    const shown = async () => (await kaviar.run("study", "show", "missing")).out;
    await expect.poll(shown, { timeout: 30_000 }).toMatch(/ended .* FAILED: signal 9$/m);
    const ended = new Promise((done) => first.once("exit", done));
    first.kill("SIGINT");
    await ended;
    const found = await kaviar.runUntil("complete", ...words);
    expect(found.out).toMatch(/^Found 2 agents of 1 worker on slurm as \d+_\[0-1\]: 1 running, 1 ended\. Ctrl-C/);
    expect(found.out).toContain("Detached: 1 agent on slurm goes on.");
    const again = await kaviar.runUntil("complete", ...words, "--nodes", "3");
    expect(again.out).toMatch(
      /^Found 2 agents .* as \d+_\[0-1\]: 1 running, 1 ended\.\nHanded 2 agents of 1 worker to slurm as \d+_\[0-1\]: .*\. Ctrl-C detaches/,
    );
    expect(again.out).toContain("Detached: 3 agents on slurm go on.");
    await expect.poll(async () => (await shown()).match(/^ +[0-3] .* running /gm), { timeout: 30_000 }).toHaveLength(3);
    await expect
      .poll(async () => (await kaviar.run("study", "logs", "missing", "--agent", "3")).out, { timeout: 30_000 })
      .toMatch(/x is /);
    const fewer = await kaviar.run(...words, "--nodes", "2");
    expect([fewer.code, fewer.err.split("\n")[0]]).toEqual([
      2,
      'kaviar: A study has as many agents as it is given: "missing" has 3 agents, and got --nodes 2.',
    ]);
    const { out: stopped } = await kaviar.run("study", "stop", "missing", "--now");
    expect(stopped).toContain("3 agents that ran are told to end");
    await expect.poll(async () => (await shown()).match(/: \d+ ended$/gm), { timeout: 30_000 }).toHaveLength(2);
  }, 120_000);

  it("is stopped also where its agent is just starting; typed again, it goes on with another", async () => {
    writeFileSync(
      join(kaviar.folder, "late.mjs"),
      `import { existsSync, writeFileSync } from "node:fs";
export * from "./slowly.mjs";
export { default } from "./slowly.mjs";
if (process.env.KAVIAR_AGENT !== undefined && !existsSync("go")) {
  writeFileSync("starting", "");
  while (!existsSync("go")) await new Promise((done) => setTimeout(done, 50));
}
`,
    );
    const words = ["late.mjs", "--name", "late", "--trials", "4", "--on", "slurm"];
    const first = kaviar.run("tune", ...words);
    while (!existsSync(join(kaviar.folder, "starting"))) await wait(100);
    const { out } = await kaviar.run("study", "stop", "late");
    expect(out).toBe('Whoever runs "late" begins no more trials.\n');
    writeFileSync(join(kaviar.folder, "go"), "");
    const { code, out: said } = await first;
    expect([code, said]).toEqual([1, expect.stringContaining("every agent has ended: COMPLETED")]);
    expect(await trialsOf("late")).toEqual([]);
    expect((await kaviar.run("tune", ...words)).out).toContain("the study has its 4 trials.");
  }, 90_000);

  it("prints what it would hand in, and does nothing, with --dry-run", async () => {
    const words = [
      "slowly.mjs",
      "--name",
      "dry",
      "--on",
      "slurm",
      "--nodes",
      "3",
      "--slurm",
      "partition=debug,exclusive",
    ];
    const { code, out } = await kaviar.run("tune", ...words, "--dry-run");
    expect([code, out]).toEqual([0, expect.stringContaining("--array=0-2 ")]);
    expect(out).toContain("--partition=debug --exclusive <<'END'");
    expect(out).toMatch(/^exec .* work -- dry$/m);
    expect(out).not.toContain("secret");
    expect((await kaviar.run("study", "list")).out).not.toMatch(/^dry /m);
  });

  it.each([
    [
      "--on slurm --storage sqlite:kaviar.db",
      "Agents on several machines share a study through PostgreSQL: got sqlite:kaviar.db.",
    ],
    ["--on kubernetes", "Agents on Kubernetes run in an image that has the program: got no --image."],
    ["--on slurm --image a:1", "--image is read by kubernetes: got --on slurm."],
    ["--nodes 3", "--nodes is about agents on a cluster: got no --on."],
    ["--on slurm --slurm partition=nope", "Slurm takes what its site allows: invalid partition specified: nope."],
    ["--on slurm --slurm output=x", "`output` is not to be told Slurm beside the rest: it is what `study logs` reads."],
    ["--on pbs", '--on must be one of slurm, kubernetes, ray: got "pbs".'],
  ])("refuses %s", async (words, says) => {
    const { code, err } = await kaviar.run("tune", "slowly.mjs", "--name", "refused", ...words.split(" "));
    expect([code === 0, err.split("\n")[0]]).toEqual([false, `kaviar: ${says}`]);
  });
});
