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
 * Ends agents for good. A Job makes a deleted pod anew: a numbered one is told by the Secret that its number is to end,
 * and ends before its agent begins; of the others the Job is told to keep so many less.
 */
export const cancelAgents = async (
  access: Access,
  place: KubernetesJob,
  agents: readonly string[],
  seen: JobSeen,
): Promise<void> => {
  const known = endedOf(seen.job);
  const isOver = (agent: string) =>
    known.includes(agent) || podsOf(seen, agent).some(({ status }) => status?.phase === "Succeeded");
  const open = [...new Set(agents)].filter((agent) => !isOver(agent));
  if (seen.job === undefined || open.length === 0) return;
  const live = open.flatMap((agent) => podsOf(seen, agent)).filter(isLive);
  if (isNumbered(seen)) {
    await noteEnded(access, place, open, seen.job);
    const body = { data: Object.fromEntries(open.map((agent) => [endedVariable(agent), base64("yes")])) };
    await find(access, { method: "PATCH", path: paths.secret(place), body }, "to tell that agents are to end");
    await deletePods(access, place, live);
    return;
  }
  const running = open.filter((agent) => podsOf(seen, agent).some(isLive));
  if (running.length === 0) return;
  const others = seen.pods.filter((pod) => !live.includes(pod));
  if (!others.some((pod) => isLive(pod) || pod.status?.phase === "Succeeded")) return cancelJob(access, place);
  // The Job picks whom to end when it has one too many: the pods have to be on their way out by then.
  await deletePods(access, place, live);
  await noteEnded(access, place, running, seen.job, ({ spec }) => ({
    spec: { parallelism: Math.max(0, (spec?.parallelism ?? 1) - running.length) },
  }));
};

const isLive = (pod: Pod): boolean => /running|waiting/.test(podState(pod).state);

const deletePods = async (access: Access, place: KubernetesJob, pods: readonly Pod[]): Promise<void> => {
  for (const { metadata } of pods) {
    const path = paths.pod(place, metadata?.name ?? "");
    await find(access, { method: "DELETE", path }, "to delete a pod");
  }
};

/** Writes on the Job, as it was seen, that agents were told to end. */
const noteEnded = async (
  access: Access,
  place: KubernetesJob,
  agents: readonly string[],
  seen: Job,
  more: (job: Job) => object = () => ({}),
): Promise<void> => {
  const path = paths.job(place);
  let job: Job | undefined = seen;
  for (let attempt = 1; job !== undefined; attempt++) {
    const ended = [...new Set([...endedOf(job), ...agents])];
    const { resourceVersion } = { resourceVersion: undefined, ...job.metadata };
    const metadata = { resourceVersion, annotations: { [endedAnnotation]: ended.join(" ") } };
    const answer = await ask(access, { method: "PATCH", path, body: { metadata, ...more(job) } });
    if (answer.ok || answer.code === 404) return;
    if (answer.code !== 409 || attempt === tries) throw refused(answer, "to change a Job");
    job = await find<Job>(access, { method: "GET", path }, "to show a Job");
  }
};
