import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Agent, AgentPlan, Cluster } from "../contract/cluster.ts";
import type { Case } from "./case.ts";

/** What is under test: an engine that is idle, a folder that its machines see too, and what it can run at once. */
export interface ClusterUnderTest {
  readonly cluster: Cluster;
  readonly folder: string;
  /** How many agents of one core run at the same time. */
  readonly slots: number;
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

const same = (actual: unknown, expected: unknown, what: string): void => {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`${what}: expected ${wanted}, got ${got}`);
};

let folders = 0;

/** A plan of agents that run a shell's text in a folder of their own. */
const planIn = async (folder: string, text: string, more: Partial<AgentPlan> = {}): Promise<AgentPlan> => {
  const own = join(folder, `case ${process.pid} ${folders++}`);
  await mkdir(own, { recursive: true });
  return {
    name: "conformance",
    agents: 1,
    command: ["sh", "-c", text],
    folder: own,
    environment: {},
    cores: 1,
    memory: 64 * 2 ** 20,
    ...more,
  };
};

/** The agents, once they are as is asked for. */
const until = async (
  cluster: Cluster,
  job: string,
  areSo: (agents: readonly Agent[]) => boolean,
): Promise<readonly Agent[]> => {
  const began = performance.now();
  for (;;) {
    const agents = await cluster.agents(job);
    if (areSo(agents)) return agents;
    if (performance.now() - began > 60_000) throw new Error(`after a minute agents are ${JSON.stringify(agents)}`);
    await wait(100);
  }
};

const allEnded = (agents: readonly Agent[]) => agents.every(({ state }) => state === "ended");

const logOf = async (cluster: Cluster, job: string, agent: string): Promise<string> => {
  let text = "";
  for await (const part of cluster.log(job, agent)) text += part;
  return text;
};

const lines = async (file: string): Promise<readonly string[]> =>
  (await readFile(file, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");

/** Signs of which a shell, an engine or a format could make something else. */
const odd = [
  "two words",
  "'; touch broken; '",
  '"$HOME" `id` $(id)',
  "a\nb",
  "*",
  "%A_%a",
  "\\n",
  "ключ",
  "",
  "-x",
  "#SBATCH",
];

/** A case after which nothing is left on the engine, whatever came of it. */
const fact = (name: string, run: (of: ClusterUnderTest) => Promise<void>): Case<ClusterUnderTest> => ({
  name,
  run: async (of) => {
    const jobs: string[] = [];
    const submit: Cluster["submit"] = async (plan) => {
      const job = await of.cluster.submit(plan);
      jobs.push(job);
      return job;
    };
    try {
      await run({ ...of, cluster: { ...of.cluster, submit } });
    } finally {
      for (const job of jobs) await of.cluster.cancel(job);
    }
  },
});

/**
 * What every cluster has to show. Each case leaves the engine as it found it: idle.
 *
 * ```ts
 * for (const { name, run } of clusterConformance)
 *   test(name, () => run({ cluster: slurm({ logs }), folder, slots: 4 }));
 * ```
 */
export const clusterConformance: readonly Case<ClusterUnderTest>[] = [
  fact(
    "runs as many agents as planned, in their folder, and keeps what each has printed",
    async ({ cluster, folder }) => {
      const plan = await planIn(folder, "echo out; echo err >&2; pwd >> ran", { agents: 3 });
      const job = await cluster.submit(plan);
      const agents = await until(cluster, job, allEnded);
      same(agents.length, 3, "agents");
      same(new Set(agents.map(({ id }) => id)).size, 3, "their names");
      same(await lines(join(plan.folder, "ran")), [plan.folder, plan.folder, plan.folder], "where they ran");
      for (const { id } of agents)
        same((await logOf(cluster, job, id)).split("\n").sort(), ["", "err", "out"], "a log");
    },
  ),
  fact("hands over words as they are, whatever is in them, and a name too", async ({ cluster, folder }) => {
    const show = `process.stdout.write(JSON.stringify(process.argv.slice(1)))`;
    const plan = await planIn(folder, "", { command: [process.execPath, "-e", show, "--", ...odd] });
    for (const name of [odd.join(" "), "--array=9"]) {
      const job = await cluster.submit({ ...plan, name });
      const [agent] = await until(cluster, job, allEnded);
      same(JSON.parse(await logOf(cluster, job, agent!.id)), odd, "the words");
    }
    same(await lines(join(plan.folder, "broken")), [], "what a word has done");
  }),
  fact("tells an agent its environment, and nobody else", async ({ cluster, folder }) => {
    const secret = `s3cret ${Math.random()} "'$x`;
    const plan = await planIn(folder, 'printf %s "$KAVIAR_CASE" > told', { environment: { KAVIAR_CASE: secret } });
    const job = await cluster.submit(plan);
    const [agent] = await until(cluster, job, allEnded);
    same(await readFile(join(plan.folder, "told"), "utf8"), secret, "what it was told");
    const shown = [await cluster.describe(plan), await logOf(cluster, job, agent!.id), JSON.stringify(agent)];
    same(
      shown.filter((text) => text.includes(secret.slice(0, 12))),
      [],
      "where the secret is shown",
    );
  }),
  fact("tells each agent its own id", async ({ cluster, folder }) => {
    const job = await cluster.submit(await planIn(folder, 'echo "$KAVIAR_AGENT"', { agents: 2 }));
    for (const { id } of await until(cluster, job, allEnded))
      same((await logOf(cluster, job, id)).trim(), id, "what it was told");
  }),
  fact("lets agents wait that have no machine, and runs them after the others", async ({ cluster, folder, slots }) => {
    const plan = await planIn(folder, "echo >> began; while [ ! -e go ]; do sleep 0.1; done", { agents: slots + 1 });
    const job = await cluster.submit(plan);
    const agents = await until(cluster, job, (all) => all.filter(({ state }) => state === "running").length === slots);
    same(agents.filter(({ state }) => state === "waiting").length, 1, "waiting");
    same(
      agents.every(({ state, host }) => (state === "running") === (host !== undefined)),
      true,
      "a host is told",
    );
    await writeFile(join(plan.folder, "go"), "");
    await until(cluster, job, allEnded);
    same((await lines(join(plan.folder, "began"))).length, 0, "lines with words");
    same((await readFile(join(plan.folder, "began"), "utf8")).length, slots + 1, "agents that began");
  }),
  fact(
    "ends one agent by SIGTERM, which has time to end by itself, and the others go on",
    async ({ cluster, folder }) => {
      const text = "trap 'sleep 0.5; echo >> ended; exit 0' TERM; echo >> began; while [ ! -e go ]; do sleep 0.1; done";
      const plan = await planIn(folder, text, { agents: 2 });
      const job = await cluster.submit(plan);
      const size = async (name: string) => (await readFile(join(plan.folder, name), "utf8").catch(() => "")).length;
      const [first, second] = await until(cluster, job, (all) => all.every(({ state }) => state === "running"));
      while ((await size("began")) < 2) await wait(50);
      await cluster.cancel(job, [first!.id]);
      await until(cluster, job, (all) => all.find(({ id }) => id === first!.id)!.state === "ended");
      same(await size("ended"), 1, "agents that ended by themselves");
      same((await cluster.agents(job)).find(({ id }) => id === second!.id)?.state, "running", "the other one");
      await cluster.cancel(job, [first!.id]);
      await cluster.cancel(job);
      await until(cluster, job, allEnded);
      same(await size("ended"), 2, "agents that ended by themselves");
      await cluster.cancel(job);
    },
  ),
  fact(
    "ends several agents together, whether they run or wait, and the others go on",
    async ({ cluster, folder, slots }) => {
      const text =
        'echo "$KAVIAR_AGENT" >> began; while [ ! -e go ]; do sleep 0.1; done; echo "$KAVIAR_AGENT" >> ended';
      const plan = await planIn(folder, text, { agents: slots + 2 });
      const job = await cluster.submit(plan);
      const agents = await until(
        cluster,
        job,
        (all) => all.filter(({ state }) => state === "running").length === slots,
      );
      const [going, ...leaving] = agents.filter(({ state }) => state === "running").map(({ id }) => id);
      leaving.push(...agents.filter(({ state }) => state === "waiting").map(({ id }) => id));
      await cluster.cancel(job, []);
      await cluster.cancel(job, leaving);
      const left = await until(cluster, job, (all) => all.filter(({ state }) => state !== "ended").length === 1);
      same(left.find(({ state }) => state !== "ended")?.id, going, "the other one");
      await writeFile(join(plan.folder, "go"), "");
      await until(cluster, job, allEnded);
      same(await lines(join(plan.folder, "ended")), [going], "agents that ended by themselves");
    },
  ),
  fact("says of an agent that fails that it has ended, and why", async ({ cluster, folder }) => {
    const job = await cluster.submit(await planIn(folder, "echo no; exit 3"));
    const [agent] = await until(cluster, job, allEnded);
    same([agent!.state, /fail/i.test(agent!.why ?? "")], ["ended", true], `the agent (${agent!.why})`);
    same(await logOf(cluster, job, agent!.id), "no\n", "its log");
  }),
  fact("refuses plans that nobody could run, and jobs and agents that nobody knows", async ({ cluster, folder }) => {
    const plan = await planIn(folder, "true");
    const wrong: readonly Partial<AgentPlan>[] = [
      { agents: 0 },
      { agents: 1.5 },
      { cores: 0 },
      { memory: -1 },
      { time: Number.NaN },
      { command: [] },
      { folder: "here" },
      { name: "a\0b" },
    ];
    const codeOf = (job: Promise<unknown>) =>
      job.then(
        () => "none",
        ({ code }: { code: string }) => code,
      );
    for (const each of wrong)
      for (const ask of [cluster.submit, cluster.describe])
        same(await codeOf(ask({ ...plan, ...each })), "bad-plan", `of ${JSON.stringify(each)}`);
    same(await codeOf(cluster.agents("nobody's")), "no-job", "of a job that is none");
    const job = await cluster.submit(plan);
    await until(cluster, job, allEnded);
    same(await codeOf(cluster.cancel(job, ["nobody"])), "no-job", "of an agent that is none");
    same(await codeOf(logOf(cluster, job, "../../etc/passwd")), "no-job", "of a log that is none");
  }),
];
