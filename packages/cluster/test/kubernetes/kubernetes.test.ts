import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Job } from "kubernetes-types/batch/v1.js";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { clusterConformance } from "../../src/conformance.ts";
import { type AgentPlan, type Cluster, kubernetes } from "../../src/index.ts";
import { type FakeApi, startFakeApi } from "./fake-api.ts";

describe.each([
  { server: "1.30, which numbers pods", isNumbered: true, delay: 0 },
  { server: "1.20, which does not", isNumbered: false, delay: 200 },
])("kubernetes on $server", (settings) => {
  let api: FakeApi;
  let folder: string;
  let cluster: Cluster;
  beforeAll(async () => {
    api = await startFakeApi(settings);
    folder = mkdtempSync(join(tmpdir(), "kaviar-agents-"));
    cluster = kubernetes({ image: "lab:1", kubeconfig: api.kubeconfig() });
  });
  afterAll(async () => {
    await api.stop();
    rmSync(folder, { recursive: true });
  });

  describe.each(clusterConformance)("as a cluster", ({ name, run }) => {
    it(name, () => run({ cluster, folder, slots: 4 }));
  });

  it("runs an agent again whose node is lost, while others go on", async () => {
    const environment = {};
    const command = ["sh", "-c", "while true; do sleep 0.05; done"];
    const job = await cluster.submit({ name: "a", agents: 2, command, folder, environment, cores: 2 });
    const running = async () => (await cluster.agents(job)).filter(({ state }) => state === "running");
    await until(async () => (await running()).length === 2);
    const [first, second] = await running();
    api.killNode(second!.host!);
    await cluster.cancel(job, [first!.id]);
    await until(async () => (await running()).some(({ id }) => id !== first!.id));
    const agents = await cluster.agents(job);
    const lost = agents.filter(({ state, why }) => state === "lost" && why === "Terminating: its node does not answer");
    // By numbers it is the same agent, elsewhere; by pods another.
    expect(lost.map(({ id }) => id)).toEqual(settings.isNumbered ? [] : [second!.id]);
    expect((await running()).map(({ id, host }) => [id === second!.id, host])).toEqual([
      [settings.isNumbered, first!.host],
    ]);
    await cluster.cancel(job);
    api.reviveNode(second!.host!);
    await until(() => api.pods.size === 0);
  });
});

describe("kubernetes", () => {
  let api: FakeApi;
  beforeAll(async () => {
    api = await startFakeApi();
  });
  afterEach(async () => {
    for (const job of api.jobs.values()) api.deleteJob(job);
    await until(() => api.pods.size === 0);
  });
  afterAll(() => api.stop());

  const clusterWith = (more: Partial<Parameters<typeof kubernetes>[0]> = {}): Cluster =>
    kubernetes({ image: "lab:1", kubeconfig: api.kubeconfig(), ...more });

  const plan = (text: string, more: Partial<AgentPlan> = {}): AgentPlan => ({
    name: "digits: ключ",
    agents: 1,
    command: ["sh", "-c", text],
    folder: api.folder,
    environment: { PGPASSWORD: "s3cret" },
    cores: 1,
    ...more,
  });

  const forever = "while true; do sleep 0.05; done";

  it("keeps the environment in a Secret that belongs to the Job and goes with it", async () => {
    const cluster = clusterWith({ namespace: "research" });
    const job = await cluster.submit(plan(forever, { agents: 2 }));
    const name = job.split("/")[1]!;
    expect(job).toMatch(/^research\/kaviar-digits-[0-9a-f]{8}\/2$/);
    const made = api.jobs.get(`research/${name}`)!;
    expect(JSON.stringify(made)).not.toContain("s3cret");
    expect(JSON.stringify(made)).not.toContain(Buffer.from("s3cret").toString("base64"));
    const secret = api.secrets.get(`research/${name}`)!;
    expect(secret.data).toEqual({ PGPASSWORD: Buffer.from("s3cret").toString("base64") });
    expect(secret.metadata!.ownerReferences).toEqual([
      { apiVersion: "batch/v1", kind: "Job", name, uid: made.metadata!.uid },
    ]);
    await cluster.cancel(job);
    expect([api.jobs.size, api.secrets.size]).toEqual([0, 0]);
  });

  it("describes the Job that it would make, for kubectl, and which variables are beside it", async () => {
    const before = api.requests.length;
    const text = await clusterWith({ namespace: "research" }).describe(plan("true", { name: "yes" }));
    const job = parse(text, { version: "1.1" }) as Job;
    expect(text.split("\n")[0]).toBe("# Beside it a Secret of the same name is made, with PGPASSWORD.");
    expect(job.metadata).toMatchObject({ namespace: "research", annotations: { "kaviar/study": "yes" } });
    expect(job.spec).toMatchObject({ completionMode: "Indexed", parallelism: 1 });
    expect(api.requests.slice(before)).toEqual(["GET /version"]);
    const nowhere = clusterWith({ kubeconfig: api.kubeconfig({}, { server: "ftp://nowhere" }) });
    expect(await nowhere.describe(plan("true"))).toContain("completionMode: Indexed");
  });

  it("leaves nothing behind of what is refused", async () => {
    const cluster = clusterWith({ options: { resources: { "nvidia.com/gpu": "1.5" } } });
    await expect(cluster.submit(plan("true"))).rejects.toMatchObject({
      code: "refused",
      evidence: expect.stringContaining(
        'spec.template.spec.containers[0].resources.limits[nvidia.com/gpu]: Invalid value: "1.5": must be an integer',
      ),
    });
    api.disturb(/^PATCH .*secrets/, { code: 403 });
    await expect(clusterWith().submit(plan("true"))).rejects.toMatchObject({ code: "refused" });
    // What cannot be read has no field, and comes with pieces of what was sent.
    const unread = clusterWith({ options: { resources: { "nvidia.com/gpu": "one" } } });
    await expect(unread.submit(plan("true"))).rejects.toMatchObject({
      code: "refused",
      evidence: expect.stringMatching(
        /to make a Job: it answered 400, .*: quantities must match the regular expression '[^']*'\.$/,
      ),
    });
    expect([api.jobs.size, api.secrets.size]).toEqual([0, 0]);
    await until(() => api.pods.size === 0);
  });

  it("says that a namespace is not there, and refuses what is none", async () => {
    await expect(clusterWith({ context: "away" }).submit(plan("true"))).rejects.toMatchObject({
      code: "refused",
      evidence:
        'Agents need a namespace that is there to make a Secret: it answered 404, namespaces "nowhere" not found.',
    });
    expect(() => clusterWith({ namespace: "../kube-system" })).toThrow(/A namespace has small letters/);
    expect(() => clusterWith({ image: "" })).toThrow(/`image` of kubernetes must be the name of an image/);
    const named = plan("true", { environment: { "A B": "" } });
    await expect(clusterWith().submit(named)).rejects.toMatchObject({ code: "bad-plan" });
  });

  it("makes one Job where the answer to the first try is lost", async () => {
    api.disturb(/^POST .*secrets/, "done, then reset");
    api.disturb(/^POST .*jobs/, "done, then reset");
    const job = await clusterWith().submit(plan("true"));
    expect([...api.jobs.keys()]).toEqual([job.split("/").slice(0, 2).join("/")]);
    expect([...api.secrets.values()].map(({ metadata }) => metadata!.ownerReferences!.length)).toEqual([1]);
  });

  it("shows an agent by its number while its pod is made anew on another node, with what became of the first", async () => {
    const cluster = clusterWith();
    const job = await cluster.submit(plan(forever, { agents: 2, cores: 2 }));
    const before = await cluster.agents(job);
    expect(before.map(({ id, state, host }) => [id, state, host])).toEqual([
      ["0", "running", "n1"],
      ["1", "running", "n2"],
    ]);
    api.killNode("n2");
    expect(await cluster.agents(job)).toEqual([
      before[0],
      {
        id: "1",
        state: "waiting",
        why: "Unschedulable: 0/2 nodes are available: Insufficient cpu; before: Terminating: its node does not answer",
      },
    ]);
    await cluster.cancel(job, ["0"]);
    await until(async () => (await cluster.agents(job))[1]!.state === "running");
    expect((await cluster.agents(job)).map(({ state, host }) => [state, host])).toEqual([
      ["ended", undefined],
      ["running", "n1"],
    ]);
    api.reviveNode("n2");
  });

  it("ends an agent by its number for good: what the Job makes in its place ends before it begins", async () => {
    const cluster = clusterWith();
    const job = await cluster.submit(plan(`echo >> began-$KAVIAR_AGENT; ${forever}`, { agents: 2 }));
    await until(() => ["0", "1"].every((number) => existsSync(join(api.folder, `began-${number}`))));
    api.disturb(/^PATCH .*jobs/, { code: 409, status: { reason: "Conflict" } });
    await Promise.all([cluster.cancel(job, ["1"]), cluster.cancel(job, ["0"])]);
    const [made] = api.jobs.values();
    await until(() => made!.status!.conditions?.[0]?.type === "Complete");
    await until(async () => (await cluster.agents(job)).every(({ state }) => state === "ended"));
    expect(await cluster.agents(job)).toEqual(["0", "1"].map((id) => ({ id, state: "ended", why: "Cancelled" })));
    expect(readFileSync(join(api.folder, "began-1"), "utf8")).toBe("\n");
  });

  it("says why an agent waits, and how it ended", async () => {
    const missing = clusterWith({ image: "missing:1" });
    const waiting = await missing.submit(plan("true"));
    expect(await missing.agents(waiting)).toEqual([
      { id: "0", state: "waiting", why: 'ImagePullBackOff on n1: Back-off pulling image "missing:1"' },
    ]);
    expect(await textOf(missing.log(waiting, "0"))).toBe("");
    const cluster = clusterWith();
    const late = await cluster.submit(plan(forever, { time: 300 }));
    await until(async () => (await cluster.agents(late))[0]!.state === "ended");
    expect((await cluster.agents(late))[0]!.why).toBe(
      "Failed: DeadlineExceeded: Job was active longer than specified deadline",
    );
    expect(await cluster.agents("default/forgotten/2")).toEqual([
      { id: "0", state: "ended" },
      { id: "1", state: "ended" },
    ]);
  });

  it("says why a Job makes no pods", async () => {
    const quota = 'pods "a" is forbidden: exceeded quota: lab, requested: requests.cpu=1, used: 4, limited: 4';
    api.quotas.set("research", quota);
    const cluster = clusterWith({ namespace: "research" });
    const job = await cluster.submit(plan("true"));
    api.quotas.clear();
    expect(await cluster.agents(job)).toEqual([
      { id: "0", state: "waiting", why: `FailedCreate: Error creating: ${quota}` },
    ]);
    api.disturb(/events/, { code: 403 });
    expect(await cluster.agents(job)).toEqual([{ id: "0", state: "waiting", why: "no pod yet" }]);
  });

  it("reads a log whose stream breaks off from where it was", async () => {
    const cluster = clusterWith();
    const job = await cluster.submit(plan("printf 'loss 0,5 … ключ'; exit 1"));
    await until(async () => (await cluster.agents(job))[0]!.state === "ended");
    // In the middle of a sign of several bytes.
    api.disturb(/\/log/, { cutAfter: 10 }, "reset", { cutAfter: 4 });
    expect(await textOf(cluster.log(job, "0"))).toBe("loss 0,5 … ключ");
  });

  it("needs no right that the README's Role does not give, and has asked for all of them", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const { rules } = parse(/^```yaml\n(.*?)^```/ms.exec(readme)![1]!) as { rules: Record<string, string[]>[] };
    const given = rules.flatMap(({ resources, verbs }) => verbs!.map((verb) => `${verb} ${resources![0]}`));
    const verbs: Readonly<Record<string, string>> = { POST: "create", PATCH: "patch", DELETE: "delete", GET: "get" };
    const needed = api.requests.flatMap((line) => {
      const [, method, kind, name, part = ""] =
        /^(\w+) \S*?\/namespaces\/[\w-]+\/(\w+)(\/[\w-]+)?(\/log)?/.exec(line) ?? [];
      if (method === undefined) return [];
      return [`${method === "GET" && name === undefined ? "list" : verbs[method]} ${kind}${part}`];
    });
    expect([...new Set(needed)].sort()).toEqual(given.sort());
  });
});

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > 20_000) throw new Error("it did not come to it in 20 s");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const textOf = async (parts: AsyncIterable<string>): Promise<string> => {
  let text = "";
  for await (const part of parts) text += part;
  return text;
};
