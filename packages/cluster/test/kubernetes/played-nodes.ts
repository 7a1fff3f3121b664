import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Pod, PodList, Secret } from "kubernetes-types/core/v1.js";
import { ask, find, get } from "../../src/kubernetes/api/ask.ts";
import type { Access } from "../../src/kubernetes/connection/access.ts";
import { certificate } from "./fake-api.ts";
import { expanded, fieldOf } from "./fake-cluster.ts";

const clock = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

/**
 * The scheduler and the kubelets of a control plane that is real but has no nodes: pods are bound to nodes by their cores, their
 * commands run as processes of this machine, and what they print is handed to whoever asks the API for it.
 */
export const playNodes = async (access: Access, nodes: Readonly<Record<string, number>>) => {
  const processes = new Map<string, { readonly child: ChildProcess; readonly node: string }>();
  const ending = new Set<ChildProcess>();
  const logs = new Map<string, Buffer[]>();
  const silent = new Set<string>();
  const patch = (path: string, body: object) => ask(access, { method: "PATCH", path, body });

  const tls = { key: certificate("server.key"), cert: certificate("server.crt") };
  const kubelet = createServer(tls, (request, response) => {
    const [, namespace, pod] = /^\/containerLogs\/([^/]+)\/([^/]+)\/agent/.exec(request.url ?? "") ?? [];
    const log = logs.get(`${namespace}/${pod}`);
    response.statusCode = log === undefined ? 404 : 200;
    response.end(Buffer.concat(log ?? []));
  });
  await new Promise<void>((listening) => kubelet.listen(0, "127.0.0.1", listening));
  const { port: Port } = kubelet.address() as AddressInfo;

  const beat = async (name: string): Promise<void> => {
    const amounts = { cpu: String(nodes[name]), memory: "4Gi", pods: "110" };
    const now = clock();
    const ready = {
      type: "Ready",
      status: "True",
      reason: "KubeletReady",
      lastHeartbeatTime: now,
      lastTransitionTime: now,
    };
    const addresses = [{ type: "InternalIP", address: "127.0.0.1" }];
    const status = {
      capacity: amounts,
      allocatable: amounts,
      conditions: [ready],
      addresses,
      daemonEndpoints: { kubeletEndpoint: { Port } },
    };
    await patch(`/api/v1/nodes/${name}/status`, { status });
  };

  const statusOf = (state: object) => ({ name: "agent", state, ready: false, restartCount: 0, image: "", imageID: "" });
  const pathOf = ({ metadata }: Pod) => `/api/v1/namespaces/${metadata!.namespace}/pods/${metadata!.name}`;
  const keyOf = ({ metadata }: Pod) => `${metadata!.namespace}/${metadata!.name}`;
  const isOver = ({ status }: Pod) => /Succeeded|Failed/.test(status!.phase!);
  const coresOf = ({ spec }: Pod) => Number(spec!.containers[0]!.resources!.requests!.cpu);

  const bind = async (pod: Pod, all: readonly Pod[]): Promise<string | undefined> => {
    const taken = (name: string) =>
      all.filter((each) => each.spec!.nodeName === name && !isOver(each)).reduce((sum, each) => sum + coresOf(each), 0);
    const node = Object.keys(nodes).find((name) => !silent.has(name) && taken(name) + coresOf(pod) <= nodes[name]!);
    if (node === undefined) {
      const message = `0/${Object.keys(nodes).length} nodes are available: Insufficient cpu.`;
      const condition = { type: "PodScheduled", status: "False", reason: "Unschedulable", message };
      if (pod.status!.conditions === undefined)
        await patch(`${pathOf(pod)}/status`, { status: { conditions: [condition] } });
      return undefined;
    }
    const target = { apiVersion: "v1", kind: "Node", name: node };
    const body = { apiVersion: "v1", kind: "Binding", metadata: { name: pod.metadata!.name }, target };
    const { ok } = await ask(access, { method: "POST", path: `${pathOf(pod)}/binding`, body });
    return ok ? node : undefined;
  };

  const start = async (pod: Pod, node: string): Promise<void> => {
    const [container] = pod.spec!.containers;
    const { name } = container!.envFrom!.at(-1)!.secretRef!;
    const path = `/api/v1/namespaces/${pod.metadata!.namespace}/secrets/${name}`;
    const secret = await find<Secret>(access, { method: "GET", path }, "to read a Secret");
    if (secret === undefined) return;
    const told = Object.entries(secret.data ?? {}).map(([key, value]) => [
      key,
      Buffer.from(value, "base64").toString(),
    ]);
    const fields = container!.env!.map(({ name, valueFrom }) => [name, fieldOf(pod, valueFrom!.fieldRef!.fieldPath)]);
    const [program, ...words] = container!.command!.map(expanded);
    const env = { PATH: process.env.PATH, ...Object.fromEntries([...told, ...fields]) };
    const child = spawn(program!, words, { cwd: container!.workingDir!, env });
    const output: Buffer[] = [];
    logs.set(keyOf(pod), output);
    processes.set(keyOf(pod), { child, node });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => output.push(part));
    const startedAt = clock();
    const running = patch(`${pathOf(pod)}/status`, {
      status: { phase: "Running", startTime: startedAt, containerStatuses: [statusOf({ running: { startedAt } })] },
    });
    child.on("close", async (code, signal) => {
      await running;
      if (silent.has(node)) {
        processes.delete(keyOf(pod));
        return;
      }
      const exitCode = code ?? (signal === "SIGKILL" ? 137 : 143);
      const [phase, reason] = exitCode === 0 ? ["Succeeded", "Completed"] : ["Failed", "Error"];
      const terminated = { exitCode, reason, startedAt, finishedAt: clock() };
      await patch(`${pathOf(pod)}/status`, { status: { phase, containerStatuses: [statusOf({ terminated })] } });
      processes.delete(keyOf(pod));
    });
  };

  /** What is to go is signalled, and when it has ended it is gone. */
  const end = async (pod: Pod): Promise<void> => {
    const child = processes.get(keyOf(pod))?.child;
    if (child === undefined) {
      await ask(access, { method: "DELETE", path: `${pathOf(pod)}?gracePeriodSeconds=0` });
      return;
    }
    if (ending.has(child)) return;
    ending.add(child);
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), pod.metadata!.deletionGracePeriodSeconds! * 1000).unref();
  };

  const look = async (): Promise<void> => {
    const { items } = await get<PodList>(access, { method: "GET", path: "/api/v1/pods" }, "to show pods");
    for (const pod of items) {
      const node = pod.spec!.nodeName;
      if (node !== undefined && silent.has(node)) continue;
      if (pod.metadata!.deletionTimestamp !== undefined) await end(pod);
      else if (pod.status!.phase === "Pending" && !processes.has(keyOf(pod))) {
        const bound = node ?? (await bind(pod, items));
        if (bound !== undefined) {
          Object.assign(pod.spec!, { nodeName: bound });
          await start(pod, bound);
        }
      }
    }
  };

  for (const name of Object.keys(nodes)) {
    await ask(access, { method: "POST", path: "/api/v1/nodes", body: { metadata: { name } } });
    await beat(name);
  }
  let isPlayed = true;
  const often = async (milliseconds: number, run: () => Promise<void>) => {
    while (isPlayed) {
      await run();
      await wait(milliseconds);
    }
  };
  const played = [
    often(1_000, async () => {
      for (const name of Object.keys(nodes)) if (!silent.has(name)) await beat(name);
    }),
    often(50, look),
  ];

  return {
    /** A node's power goes. */
    killNode: (name: string) => {
      silent.add(name);
      for (const { child, node } of processes.values()) if (node === name) child.kill("SIGKILL");
    },
    /** The machine of a silent node is taken away for good, as whoever runs the cluster would, and another has its name. */
    replaceNode: async (name: string) => {
      await ask(access, { method: "DELETE", path: `/api/v1/nodes/${name}` });
      await ask(access, { method: "POST", path: "/api/v1/nodes", body: { metadata: { name } } });
      silent.delete(name);
    },
    stop: async () => {
      isPlayed = false;
      await Promise.all(played);
      for (const { child } of processes.values()) child.kill("SIGKILL");
      for (const name of Object.keys(nodes)) await ask(access, { method: "DELETE", path: `/api/v1/nodes/${name}` });
      await new Promise((closed) => kubelet.close(closed));
    },
  };
};
