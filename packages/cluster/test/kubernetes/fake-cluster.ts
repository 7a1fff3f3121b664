import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Job } from "kubernetes-types/batch/v1.js";
import type { Event, Pod, PodSpec, Secret } from "kubernetes-types/core/v1.js";
import type { ObjectMeta } from "kubernetes-types/meta/v1.js";

/** What the cluster keeps of a kind, by namespace and name. */
export type Store<T> = Map<string, T>;

/** What the API calls read-only changes here, where the cluster itself is played. */
type Played<T> = { -readonly [K in keyof T]: T[K] };

export interface FakeClusterSettings {
  /** Cores of each node, by its name. */
  readonly nodes: Readonly<Record<string, number>>;
  /** Whether the Job controller numbers pods, as from 1.22 on. */
  readonly isNumbered: boolean;
  /** Before a pod that failed is made anew, in milliseconds, doubling: 10 s in a real one. */
  readonly backoff: number;
  /** Between a pod's coming to a node and its beginning, in milliseconds. */
  readonly delay: number;
}

export const keyOf = ({ namespace, name }: ObjectMeta): string => `${namespace}/${name}`;

export const newMetadata = (namespace: string, more: ObjectMeta): ObjectMeta => ({
  ...more,
  namespace,
  uid: randomUUID(),
  resourceVersion: "1",
  creationTimestamp: moment(),
});

/** As the API writes moments: in whole seconds, so what is made in one second has no order. */
const moment = (at = Date.now()): string => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");

const isActive = ({ metadata, status }: Pod): boolean =>
  metadata!.deletionTimestamp === undefined && !/Succeeded|Failed/.test(status!.phase!);

/**
 * The Job controller, the scheduler, the garbage collector and the kubelets of a cluster that is not there: a pod's command
 * runs as a process of this machine.
 */
export const fakeCluster = (settings: FakeClusterSettings) => {
  const jobs: Store<Job> = new Map();
  const pods: Store<Pod> = new Map();
  const secrets: Store<Secret> = new Map();
  const events: Store<Event> = new Map();
  const quotas = new Map<string, string>();
  const logs = new Map<string, Buffer[]>();
  const processes = new Map<string, ChildProcess>();
  const silent = new Set<string>();
  const preparing = new Set<Pod>();
  const timers = new Set<NodeJS.Timeout>();
  /** By the Job's uid. */
  const failures = new Map<string, { count: number; until: number }>();

  const later = (milliseconds: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, milliseconds);
    timers.add(timer);
  };

  const podsOf = (job: Job): Pod[] =>
    [...pods.values()].filter(({ metadata }) => metadata!.ownerReferences?.[0]?.uid === job.metadata!.uid);

  const fail = (job: Job, milliseconds: number): void => {
    const { count } = failures.get(job.metadata!.uid!) ?? { count: 0 };
    failures.set(job.metadata!.uid!, { count: count + 1, until: Date.now() + milliseconds * 2 ** count });
    if (milliseconds > 0) later(milliseconds * 2 ** count, settle);
    if (count + 1 > job.spec!.backoffLimit!)
      endJob(job, "Failed", { reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" });
  };

  const endJob = (job: Job, type: string, why?: { reason: string; message: string }): void => {
    if (job.status!.conditions !== undefined) return;
    const [lastProbeTime, lastTransitionTime] = [moment(), moment()];
    job.status!.conditions = [{ type, status: "True", lastProbeTime, lastTransitionTime, ...why }];
    if (type === "Failed") for (const pod of podsOf(job)) deletePod(pod);
  };

  const makePod = (job: Job, index: number | undefined): void => {
    const quota = quotas.get(job.metadata!.namespace!);
    if (quota !== undefined) {
      const metadata = newMetadata(job.metadata!.namespace!, { name: `${job.metadata!.name}.${randomUUID()}` });
      const { namespace, name, uid } = job.metadata!;
      const about = {
        involvedObject: { kind: "Job", apiVersion: "batch/v1", namespace: namespace!, name: name!, uid: uid! },
        type: "Warning",
        reason: "FailedCreate",
        source: { component: "job-controller" },
        count: 1,
      };
      events.set(keyOf(metadata), { metadata, ...about, message: `Error creating: ${quota}` });
      return;
    }
    const { metadata, spec } = job.spec!.template;
    const end = randomUUID().slice(0, 5);
    const name = [job.metadata!.name, ...(index === undefined ? [] : [index]), end].join("-");
    const uid = job.metadata!.uid!;
    const flags = { controller: true, blockOwnerDeletion: true };
    const owner = { apiVersion: "batch/v1", kind: "Job", name: job.metadata!.name!, uid, ...flags };
    const number = index === undefined ? {} : { "batch.kubernetes.io/job-completion-index": String(index) };
    const own = newMetadata(job.metadata!.namespace!, {
      name,
      labels: { ...metadata!.labels, "controller-uid": uid, "job-name": job.metadata!.name! },
      annotations: { ...metadata!.annotations, ...number },
      ownerReferences: [owner],
    });
    pods.set(keyOf(own), { metadata: own, spec: structuredClone(spec!), status: { phase: "Pending" } });
  };

  /** What the Job controller does about a Job. */
  const control = (job: Job): void => {
    if (job.status!.conditions !== undefined) return;
    const all = podsOf(job);
    const active = all.filter(isActive);
    const succeeded = all.filter(({ status }) => status!.phase === "Succeeded");
    const { completions, parallelism = 1 } = job.spec!;
    const isComplete =
      completions === undefined ? succeeded.length > 0 && active.length === 0 : succeeded.length >= completions;
    if (isComplete) {
      endJob(job, "Complete");
      return;
    }
    const left = completions === undefined ? parallelism : completions - succeeded.length;
    const wanted = completions === undefined && succeeded.length > 0 ? active.length : Math.min(parallelism, left);
    const surplus = [...active].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, Math.max(0, active.length - wanted));
    for (const pod of surplus) deletePod(pod);
    if ((failures.get(job.metadata!.uid!)?.until ?? 0) > Date.now()) return;
    const taken = new Set([...active, ...succeeded].map((pod) => indexOf(pod)));
    const free = Array.from({ length: completions ?? 0 }, (_, i) => i).filter((i) => !taken.has(String(i)));
    for (let made = active.length; made < wanted; made++)
      makePod(job, job.spec!.completionMode === "Indexed" ? free.shift() : undefined);
  };

  const indexOf = (pod: Pod): string | undefined =>
    pod.metadata!.annotations?.["batch.kubernetes.io/job-completion-index"];
  const rankOf = ({ status, spec }: Pod): number =>
    spec!.nodeName === undefined ? 0 : status!.phase === "Pending" ? 1 : 2;

  /** What the scheduler does about a pod. */
  const schedule = (pod: Pod): void => {
    const cores = ({ containers }: PodSpec) => Number(containers[0]!.resources!.requests!.cpu);
    const node = Object.entries(settings.nodes).find(([name, all]) => {
      const there = [...pods.values()].filter(
        ({ spec, status }) => spec!.nodeName === name && !/Succeeded|Failed/.test(status!.phase!),
      );
      return !silent.has(name) && there.reduce((sum, { spec }) => sum + cores(spec!), cores(pod.spec!)) <= all;
    });
    const message = `0/${Object.keys(settings.nodes).length} nodes are available: Insufficient cpu.`;
    const scheduled = (status: string, more = {}) => ({ type: "PodScheduled", status, ...more });
    if (node !== undefined) pod.spec!.nodeName = node[0];
    pod.status!.conditions = [
      node !== undefined ? scheduled("True") : scheduled("False", { reason: "Unschedulable", message }),
    ];
  };

  /** What a node's kubelet does about a pod that came to it. */
  const start = (pod: Pod): void => {
    const key = keyOf(pod.metadata!);
    const [container] = pod.spec!.containers;
    const secret = secrets.get(`${pod.metadata!.namespace}/${container!.envFrom!.at(-1)!.secretRef!.name}`);
    const waits = (reason: string, message: string) => {
      const state = { waiting: { reason, message } };
      pod.status!.containerStatuses = [statusOf(state)];
    };
    if (container!.image!.includes("missing")) {
      waits("ImagePullBackOff", `Back-off pulling image "${container!.image}"`);
      return;
    }
    if (secret === undefined) {
      waits("CreateContainerConfigError", "secret not found");
      return;
    }
    const told = Object.entries(secret.data ?? {}).map(([name, value]) => [
      name,
      Buffer.from(value, "base64").toString(),
    ]);
    const fields = container!.env!.map(({ name, valueFrom }) => [name, fieldOf(pod, valueFrom!.fieldRef!.fieldPath)]);
    const env = { PATH: process.env.PATH, ...Object.fromEntries([...told, ...fields]) };
    const [program, ...words] = container!.command!.map(expanded);
    const child = spawn(program!, words, { cwd: container!.workingDir!, env });
    const output: Buffer[] = [];
    logs.set(key, output);
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => output.push(part));
    processes.set(key, child);
    const startedAt = moment();
    Object.assign(pod.status!, { phase: "Running", startTime: startedAt });
    pod.status!.containerStatuses = [statusOf({ running: { startedAt } })];
    child.on("error", (error) => output.push(Buffer.from(error.message)));
    child.on("close", (code, signal) => {
      processes.delete(key);
      if (silent.has(pod.spec!.nodeName!)) return;
      const exitCode = code ?? (signal === "SIGKILL" ? 137 : 143);
      finish(pod, exitCode === 0 ? "Succeeded" : "Failed", {
        exitCode,
        reason: exitCode === 0 ? "Completed" : "Error",
      });
    });
  };

  const finish = (pod: Pod, phase: string, terminated: { exitCode: number; reason: string }): void => {
    Object.assign(pod.status!, { phase, containerStatuses: [statusOf({ terminated })] });
    const job = [...jobs.values()].find(({ metadata }) => metadata!.uid === pod.metadata!.ownerReferences![0]!.uid);
    if (pod.metadata!.deletionTimestamp !== undefined) pods.delete(keyOf(pod.metadata!));
    else if (phase === "Failed" && job !== undefined) fail(job, settings.backoff);
    settle();
  };

  const deletePod = (pod: Pod, seconds = pod.spec!.terminationGracePeriodSeconds!): void => {
    const key = keyOf(pod.metadata!);
    if (pod.metadata!.deletionTimestamp !== undefined) return;
    (pod.metadata as Played<ObjectMeta>).deletionTimestamp = moment(Date.now() + seconds * 1000);
    (pod.metadata as Played<ObjectMeta>).deletionGracePeriodSeconds = seconds;
    const child = processes.get(key);
    if (child === undefined) pods.delete(key);
    else {
      child.kill("SIGTERM");
      later(seconds * 1000, () => child.kill("SIGKILL"));
    }
  };

  const settle = (): void => {
    for (const job of jobs.values()) control(job);
    for (const pod of pods.values()) {
      if (!isActive(pod) || processes.has(keyOf(pod.metadata!))) continue;
      if (pod.spec!.nodeName === undefined) {
        schedule(pod);
        if (pod.spec!.nodeName === undefined) continue;
        if (settings.delay > 0) {
          preparing.add(pod);
          later(settings.delay, () => {
            preparing.delete(pod);
            settle();
          });
        }
      }
      if (pod.status!.phase === "Pending" && !preparing.has(pod)) start(pod);
    }
  };

  return {
    jobs,
    pods,
    secrets,
    events,
    /** By namespace: why no pods are made in it. */
    quotas,
    logs,
    settle,
    deletePod: (pod: Pod) => {
      deletePod(pod);
      settle();
    },
    addJob: (job: Job) => {
      // What a server does not know is dropped, as is what it has switched off: 1.20 keeps Jobs until somebody deletes them.
      if (!settings.isNumbered) {
        delete job.spec!.completionMode;
        delete job.spec!.ttlSecondsAfterFinished;
      }
      job.status = { startTime: moment() };
      jobs.set(keyOf(job.metadata!), job);
      const { activeDeadlineSeconds: seconds } = job.spec!;
      const message = "Job was active longer than specified deadline";
      if (seconds !== undefined)
        later(seconds * 1000, () => endJob(job, "Failed", { reason: "DeadlineExceeded", message }));
      settle();
    },
    /** The garbage collector takes what the Job owns along. */
    deleteJob: (job: Job) => {
      jobs.delete(keyOf(job.metadata!));
      for (const pod of podsOf(job)) deletePod(pod);
      for (const [key, { metadata }] of secrets)
        if (metadata!.ownerReferences?.[0]?.uid === job.metadata!.uid) secrets.delete(key);
    },
    /** A node's power goes: nobody hears of it any more, and after the tolerations of its pods they are to go elsewhere. */
    killNode: (name: string) => {
      silent.add(name);
      for (const pod of pods.values()) {
        if (pod.spec!.nodeName !== name) continue;
        processes.get(keyOf(pod.metadata!))?.kill("SIGKILL");
        (pod.metadata as Played<ObjectMeta>).deletionTimestamp = moment(Date.now() - 60_000);
      }
      settle();
    },
    /** The node comes back empty: what was to go from it is gone. */
    reviveNode: (name: string) => {
      for (const [key, { spec, metadata }] of pods)
        if (spec!.nodeName === name && metadata!.deletionTimestamp !== undefined) pods.delete(key);
      silent.delete(name);
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      for (const child of processes.values()) child.kill("SIGKILL");
      jobs.clear();
      pods.clear();
    },
  };
};

const statusOf = (state: object) => ({ name: "agent", state, image: "", imageID: "", ready: false, restartCount: 0 });

/** The downward API: a field of the pod by its path. */
export const fieldOf = ({ metadata }: Pod, path: string): string => {
  const annotation = /^metadata\.annotations\['(.*)'\]$/.exec(path)?.[1];
  return (annotation === undefined ? metadata!.name : metadata!.annotations?.[annotation]) ?? "";
};

/** As a kubelet reads a command where no variable is known: `$$` is `$`, and `$(NAME)` stays. */
export const expanded = (word: string): string => word.replaceAll("$$", "$");
