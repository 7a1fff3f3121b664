import type { Job } from "kubernetes-types/batch/v1.js";
import type { Pod } from "kubernetes-types/core/v1.js";
import type { Agent } from "../../contract/cluster.ts";
import type { KubernetesJob } from "../job-id.ts";
import { podState } from "./pod-state.ts";

/** A Job as the API has it now, if it still does, and the pods that are there of it. */
export interface JobSeen {
  readonly job: Job | undefined;
  readonly pods: readonly Pod[];
  /** Why the Job makes no pods, where it says so. */
  readonly warning?: string | undefined;
}

/** The annotation of a Job in which the agents stand that were told to end, by their names here. */
export const endedAnnotation = "kaviar/ended-agents";

export const endedOf = (job: Job | undefined): readonly string[] =>
  (job?.metadata?.annotations?.[endedAnnotation] ?? "").split(" ").filter((name) => name !== "");

/** Whether the server numbers this Job's pods. */
export const isNumbered = ({ job, pods }: JobSeen): boolean =>
  job === undefined ? pods.some((pod) => indexOf(pod) !== undefined) : job.spec?.completionMode === "Indexed";

/** The pods that an agent has had, the oldest first. */
export const podsOf = ({ pods }: JobSeen, agent: string): readonly Pod[] =>
  inOrder(pods).filter((pod) => pod.metadata?.name === agent || indexOf(pod) === agent);

/**
 * All agents of a Job. By numbers, each is what its newest pod is. Without, each pod is one, also a pod that was made anew
 * elsewhere; those that have no pod yet, or that are forgotten, go by their place.
 */
export const agentsOf = (seen: JobSeen, { agents }: KubernetesJob): readonly Agent[] => {
  const ended = endedOf(seen.job);
  if (isNumbered(seen))
    return Array.from({ length: agents }, (_, number) => {
      const id = String(number);
      return numbered(id, podsOf(seen, id), seen, ended.includes(id));
    });
  const known = inOrder(seen.pods).map((pod): Agent => ({ id: pod.metadata?.name ?? "", ...podState(pod) }));
  const gone = ended.filter((id) => !known.some((agent) => agent.id === id));
  const all = [...known, ...gone.map((id): Agent => ({ id, ...cancelled }))];
  const missing = Array.from({ length: Math.max(0, agents - all.length) }, (_, i): Agent => {
    const id = String(all.length + i);
    return { id, ...withoutPod(seen) };
  });
  return [...all, ...missing];
};

const cancelled = { state: "ended", why: "Cancelled" } as const;

const numbered = (id: string, pods: readonly Pod[], seen: JobSeen, isEnded: boolean): Agent => {
  // A pod that is to go may outlive the one that was made in its place.
  const leaving = pods.filter((pod) => pod.metadata?.deletionTimestamp !== undefined);
  const staying = pods.filter((pod) => !leaving.includes(pod));
  if (isEnded) {
    const last = leaving.map((pod) => podState(pod)).find(({ state }) => state === "running");
    return { id, ...(last ?? cancelled) };
  }
  const newest = staying.at(-1) ?? leaving.at(-1);
  if (newest === undefined) return { id, ...withoutPod(seen) };
  const now = podState(newest);
  const before = pods.filter((pod) => pod !== newest).map((pod) => podState(pod).why ?? "Running");
  const why = [now.why, ...before.slice(-1).map((last) => `before: ${last}`)].filter((part) => part !== undefined);
  return { id, ...now, ...(why.length > 0 && { why: why.join("; ") }) };
};

/** A Job that goes on makes a pod for each agent; one that is over, or gone, has none left to make. */
const withoutPod = ({ job, warning = "no pod yet" }: JobSeen): Pick<Agent, "state" | "why"> => {
  if (job === undefined) return { state: "ended" };
  const end = job.status?.conditions?.find(({ type, status }) => /^(Complete|Failed)$/.test(type) && status === "True");
  if (end !== undefined) return { state: "ended", why: [end.type, end.reason, end.message].filter(Boolean).join(": ") };
  return job.metadata?.deletionTimestamp === undefined ? { state: "waiting", why: warning } : { state: "ended" };
};

const indexOf = ({ metadata }: Pod): string | undefined =>
  metadata?.annotations?.["batch.kubernetes.io/job-completion-index"];

const inOrder = (pods: readonly Pod[]): readonly Pod[] =>
  [...pods].sort((a, b) => placeOf(a).localeCompare(placeOf(b)));

/** Moments as the API writes them are in order as texts. */
const placeOf = ({ metadata }: Pod): string => `${metadata?.creationTimestamp} ${metadata?.name}`;
