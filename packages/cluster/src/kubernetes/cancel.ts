import type { Job } from "kubernetes-types/batch/v1.js";
import type { Pod } from "kubernetes-types/core/v1.js";
import { endedAnnotation, endedOf, isNumbered, type JobSeen, podsOf } from "./agents/agents-of.ts";
import { podState } from "./agents/pod-state.ts";
import { ask, find } from "./api/ask.ts";
import { refused } from "./api/refused.ts";
import type { Access } from "./connection/access.ts";
import type { KubernetesJob } from "./job-id.ts";
import { base64, endedVariable } from "./manifest/secret.ts";
import { paths } from "./paths.ts";

/** How often a Job that others change at the same time is read and changed anew. */
const tries = 5;

/** Deletes the Job with its pods: each is signalled, and has its minute. */
export const cancelJob = async (access: Access, place: KubernetesJob): Promise<void> => {
  await find(access, { method: "DELETE", path: paths.jobAndPods(place) }, "to delete a Job");
};

/**
 * Ends one agent for good. A Job makes a deleted pod anew: a numbered one is told by the Secret that its number is to end,
 * and ends before its agent begins; of the others the Job is told to keep one less.
 */
export const cancelAgent = async (
  access: Access,
  place: KubernetesJob,
  agent: string,
  look: () => Promise<JobSeen>,
): Promise<void> => {
  const seen = await look();
  const own = podsOf(seen, agent);
  const isOver = own.some(({ status }) => status?.phase === "Succeeded");
  if (seen.job === undefined || isOver || endedOf(seen.job).includes(agent)) return;
  if (isNumbered(seen)) {
    await noteEnded(access, place, agent, seen.job);
    const body = { data: { [endedVariable(agent)]: base64("yes") } };
    await find(access, { method: "PATCH", path: paths.secret(place), body }, "to tell that an agent is to end");
    await deletePods(access, place, own.filter(isLive));
    return;
  }
  if (!own.some(isLive)) return;
  const others = seen.pods.filter((pod) => !own.includes(pod));
  if (!others.some((pod) => isLive(pod) || pod.status?.phase === "Succeeded")) return cancelJob(access, place);
  // The Job picks whom to end when it has one too many: the pod has to be on its way out by then.
  await deletePods(access, place, own.filter(isLive));
  await noteEnded(access, place, agent, seen.job, ({ spec }) => ({
    spec: { parallelism: (spec?.parallelism ?? 1) - 1 },
  }));
};

const isLive = (pod: Pod): boolean => /running|waiting/.test(podState(pod).state);

const deletePods = async (access: Access, place: KubernetesJob, pods: readonly Pod[]): Promise<void> => {
  for (const { metadata } of pods) {
    const path = paths.pod(place, metadata?.name ?? "");
    await find(access, { method: "DELETE", path }, "to delete a pod");
  }
};

/** Writes on the Job, as it was seen, that an agent was told to end. */
const noteEnded = async (
  access: Access,
  place: KubernetesJob,
  agent: string,
  seen: Job,
  more: (job: Job) => object = () => ({}),
): Promise<void> => {
  const path = paths.job(place);
  let job: Job | undefined = seen;
  for (let attempt = 1; job !== undefined; attempt++) {
    const ended = [...new Set([...endedOf(job), agent])];
    const { resourceVersion } = { resourceVersion: undefined, ...job.metadata };
    const metadata = { resourceVersion, annotations: { [endedAnnotation]: ended.join(" ") } };
    const answer = await ask(access, { method: "PATCH", path, body: { metadata, ...more(job) } });
    if (answer.ok || answer.code === 404) return;
    if (answer.code !== 409 || attempt === tries) throw refused(answer, "to change a Job");
    job = await find<Job>(access, { method: "GET", path }, "to show a Job");
  }
};
