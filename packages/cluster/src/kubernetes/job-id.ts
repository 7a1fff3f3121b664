import { shown } from "@kaviar/base/error";
import { ClusterError } from "../error.ts";

/** A Job of Kubernetes: where it is, what it is called, and how many agents it was made for. */
export interface KubernetesJob {
  readonly namespace: string;
  readonly name: string;
  readonly agents: number;
}

/** "research/kaviar-digits-1f0c9a2e/8": what the Job itself forgets some time after its end is in its id. */
export const jobIdOf = ({ namespace, name, agents }: KubernetesJob): string => `${namespace}/${name}/${agents}`;

export const jobOf = (id: string): KubernetesJob => {
  const [, namespace, name, agents] = /^([a-z0-9-]{1,63})\/([a-z0-9-]{1,63})\/([1-9]\d{0,8})$/.exec(id) ?? [];
  if (namespace === undefined || name === undefined)
    throw new ClusterError(
      "no-job",
      `A job of Kubernetes is named by its namespace, its name and its agents, as in default/kaviar-digits-1f0c9a2e/8: got ${shown(id)}.`,
    );
  return { namespace, name, agents: Number(agents) };
};

/** Whether a text may name an agent of the job: its number, or its pod, where a server numbers none. */
export const checkAgent = (job: KubernetesJob, agent: string): void => {
  const isNumber = /^(0|[1-9]\d*)$/.test(agent) && Number(agent) < job.agents;
  const isPod = agent.startsWith(`${job.name}-`) && /^[a-z0-9-]{1,253}$/.test(agent);
  if (isNumber || isPod) return;
  throw new ClusterError(
    "no-job",
    `An agent of a job is one of its ${job.agents}: ${shown(agent)} is none of ${jobIdOf(job)}.`,
  );
};
