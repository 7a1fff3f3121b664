import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { clusterConformance } from "../../src/conformance.ts";
import { type AgentPlan, type Cluster, kubernetes } from "../../src/index.ts";
import { ask, find, get } from "../../src/kubernetes/api/ask.ts";
import type { Access } from "../../src/kubernetes/connection/access.ts";
import { findAccess } from "../../src/kubernetes/connection/find-access.ts";
import { playNodes } from "./played-nodes.ts";

const kubeconfig = process.env.KAVIAR_TEST_KUBERNETES;
if (kubeconfig === undefined)
  console.log(
    "No real API of Kubernetes is tried: KAVIAR_TEST_KUBERNETES names no kubeconfig of an administrator of a control plane without nodes.",
  );

describe.skipIf(kubeconfig === undefined)("kubernetes on a real API server", () => {
  let access: Access;
  let nodes: Awaited<ReturnType<typeof playNodes>>;
  let folder: string;
  let cluster: Cluster;
  beforeAll(async () => {
    access = await findAccess({ kubeconfig: kubeconfig! });
    nodes = await playNodes(access, { "kaviar-n1": 2, "kaviar-n2": 2 });
    folder = mkdtempSync(join(tmpdir(), "kaviar-agents-"));
    cluster = kubernetes({ image: "lab:1", kubeconfig: kubeconfig! });
  }, 60_000);
  afterAll(async () => {
    await nodes.stop();
    rmSync(folder, { recursive: true });
  });

  const make = (path: string, body: object) => ask(access, { method: "POST", path, body });
  const plan = (text: string, more: Partial<AgentPlan> = {}): AgentPlan => ({
    name: "digits: ключ",
    agents: 1,
    command: ["sh", "-c", text],
    folder,
    environment: { PGPASSWORD: "s3cret" },
    cores: 1,
    ...more,
  });
  const forever = "while true; do sleep 0.1; done";

  describe.each(clusterConformance)("as a cluster", ({ name, run }) => {
    it(name, () => run({ cluster, folder, slots: 4 }), 120_000);
  });

  it("gives the Secret to the Job, with which it goes", async () => {
    const job = await cluster.submit(plan(forever));
    const name = job.split("/")[1]!;
    const path = `/api/v1/namespaces/default/secrets/${name}`;
    const read = () => find<{ metadata: { ownerReferences: object[] } }>(access, { method: "GET", path }, "to read");
    expect((await read())!.metadata.ownerReferences).toMatchObject([{ apiVersion: "batch/v1", kind: "Job", name }]);
    await cluster.cancel(job);
    await expect.poll(read, { timeout: 60_000 }).toBeUndefined();
    await expect
      .poll(async () => (await cluster.agents(job)).map(({ state }) => state), { timeout: 60_000 })
      .toEqual(["ended"]);
  }, 120_000);

  it("says what is refused: a namespace that is not there, a wrong field by its path", async () => {
    const away = kubernetes({ image: "lab:1", kubeconfig: kubeconfig!, namespace: "nowhere" });
    await expect(away.submit(plan("true"))).rejects.toMatchObject({
      code: "refused",
      evidence:
        'Agents need a namespace that is there to make a Secret: it answered 404, namespaces "nowhere" not found.',
    });
    const odd = kubernetes({
      image: "lab:1",
      kubeconfig: kubeconfig!,
      options: { priorityClassName: "no such", resources: { "nvidia.com/gpu": "1.5" } },
    });
    await expect(odd.submit(plan("true"))).rejects.toMatchObject({
      code: "refused",
      evidence: expect.stringMatching(
        /422, .*spec\.template\.spec\.containers\[0\]\.resources\.limits\[nvidia\.com\/gpu\]: .*must be an integer/,
      ),
    });
    const left = await get<{ items: { metadata: { name: string } }[] }>(
      access,
      { method: "GET", path: "/api/v1/namespaces/default/secrets" },
      "to read",
    );
    expect(left.items.filter(({ metadata }) => metadata.name.startsWith("kaviar-digits"))).toEqual([]);
  });

  it("needs no more rights than the README's Role gives", async () => {
    const namespace = "kaviar-role";
    await make("/api/v1/namespaces", { metadata: { name: namespace } });
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const role = parse(/^```yaml\n(.*?)^```/ms.exec(readme)![1]!);
    const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
    await make(`${rbac}/roles`, role);
    await make(`/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name: "tuner" } });
    const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "kaviar" };
    const subjects = [{ kind: "ServiceAccount", name: "tuner", namespace }];
    await make(`${rbac}/rolebindings`, { metadata: { name: "kaviar" }, roleRef, subjects });
    const answer = await make(`/api/v1/namespaces/${namespace}/serviceaccounts/tuner/token`, { spec: {} });
    const { token } = (answer as unknown as { value: { status: { token: string } } }).value.status;
    const config = parse(readFileSync(kubeconfig!, "utf8"));
    const [own, other] = [join(folder, "own"), join(folder, "other")];
    const as = (name: string) =>
      config.contexts.map((each: { context: object }) => ({
        ...each,
        context: { ...each.context, user: "role", namespace: name },
      }));
    const users = [{ name: "role", user: { token } }];
    writeFileSync(own, stringify({ ...config, users, contexts: as(namespace) }));
    writeFileSync(other, stringify({ ...config, users, contexts: as("default") }));
    const mine = kubernetes({ image: "lab:1", kubeconfig: own });
    const job = await mine.submit(plan("echo $PGPASSWORD | wc -c", { agents: 2 }));
    await expect
      .poll(async () => (await mine.agents(job)).map(({ state }) => state), { timeout: 60_000 })
      .toEqual(["ended", "ended"]);
    let log = "";
    for await (const part of mine.log(job, (await mine.agents(job))[0]!.id)) log += part;
    expect(log.trim()).toBe("7");
    await mine.cancel(job, [(await mine.agents(job))[0]!.id]);
    await mine.cancel(job);
    await expect(kubernetes({ image: "lab:1", kubeconfig: other }).submit(plan("true"))).rejects.toMatchObject({
      code: "refused",
      evidence: expect.stringMatching(
        /right to make a Secret: it answered 403, secrets is forbidden: User "system:serviceaccount:kaviar-role:tuner" cannot create/,
      ),
    });
    await ask(access, { method: "DELETE", path: `/api/v1/namespaces/${namespace}` });
  }, 120_000);

  it("runs an agent elsewhere whose node has died", async () => {
    const job = await cluster.submit(plan(forever, { agents: 2, cores: 2 }));
    const running = async () => (await cluster.agents(job)).filter(({ state }) => state === "running");
    await expect
      .poll(async () => (await running()).map(({ host }) => host).sort(), { timeout: 60_000 })
      .toEqual(["kaviar-n1", "kaviar-n2"]);
    const first = (await running()).find(({ host }) => host === "kaviar-n1")!;
    nodes.killNode("kaviar-n2");
    // Ten seconds or more until it counts as silent, half a minute that pods tolerate it.
    await cluster.cancel(job, [first.id]);
    await expect
      .poll(async () => (await running()).filter(({ id }) => id !== first.id).map(({ host }) => host), {
        timeout: 180_000,
        interval: 500,
      })
      .toEqual(["kaviar-n1"]);
    await cluster.cancel(job);
    await nodes.replaceNode("kaviar-n2");
    await expect
      .poll(async () => (await cluster.agents(job)).every(({ state }) => state === "ended"), { timeout: 120_000 })
      .toBe(true);
  }, 400_000);
});
