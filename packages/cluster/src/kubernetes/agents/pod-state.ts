import type { ContainerState, Pod } from "kubernetes-types/core/v1.js";
import type { Agent } from "../../contract/cluster.ts";

type Seen = Pick<Agent, "state" | "host" | "why">;

/** Why a pod failed though its agent did nothing wrong: its machine, or the room on it, went. */
const goneWithNode = new Set([
  "Evicted",
  "NodeAffinity",
  "NodeLost",
  "NodeShutdown",
  "Preempting",
  "Shutdown",
  "Terminated",
  "UnexpectedAdmissionError",
]);

/** A pod that should be gone for so long, in milliseconds, is on a node that nobody hears of. */
const overdue = 30_000;

/** A pod as an agent: its phase, and what Kubernetes says of why. */
export const podState = (pod: Pod, now = Date.now()): Seen => {
  const { phase, reason, message } = pod.status ?? {};
  const name = pod.spec?.nodeName;
  const host = name === undefined ? {} : { host: name };
  const state = containerOf(pod);
  if (phase === "Succeeded") return { state: "ended", ...host, why: "Succeeded" };
  if (phase === "Failed") {
    const isLost = goneWithNode.has(reason ?? "") || pod.status?.conditions?.some(isDisruption);
    const why = `Failed: ${reason === undefined ? endOf(state) : sentence(reason, message)}`;
    return { state: isLost ? "lost" : "ended", ...host, why };
  }
  const isToGo = pod.metadata?.deletionTimestamp;
  if (isToGo !== undefined && now > Date.parse(isToGo) + overdue)
    return { state: "lost", ...host, why: "Terminating: its node does not answer" };
  if (phase === "Running") return { state: "running", ...host, ...(isToGo !== undefined && { why: "Terminating" }) };
  return { state: "waiting", why: waitingFor(pod, state) };
};

const isDisruption = ({ type, status }: { readonly type: string; readonly status: string }): boolean =>
  type === "DisruptionTarget" && status === "True";

const containerOf = (pod: Pod): ContainerState | undefined => {
  const all = pod.status?.containerStatuses ?? [];
  return (all.find(({ name }) => name === "agent") ?? all[0])?.state;
};

const endOf = (state: ContainerState | undefined): string => {
  const { reason = "Error", exitCode, signal } = state?.terminated ?? {};
  if (signal) return `${reason} (signal ${signal})`;
  return exitCode === undefined ? reason : `${reason} (exit code ${exitCode})`;
};

/** A node's kubelet says why a container does not begin; before, the scheduler why there is no node. */
const waitingFor = ({ spec, status }: Pod, state: ContainerState | undefined): string => {
  const { reason, message } = state?.waiting ?? {};
  const place = spec?.nodeName === undefined ? "" : ` on ${spec.nodeName}`;
  if (reason !== undefined) return sentence(`${reason}${place}`, message);
  const unbound = status?.conditions?.find(({ type, status }) => type === "PodScheduled" && status === "False");
  return sentence(unbound?.reason ?? `Pending${place}`, unbound?.message);
};

const sentence = (reason: string, message: string | undefined): string => {
  const line = message?.trim().split("\n")[0]?.replace(/\.$/, "");
  return line ? `${reason}: ${line}` : reason;
};
