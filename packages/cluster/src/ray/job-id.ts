import { shown } from "@kaviar/base/error";
import { ClusterError } from "../error.ts";

/** Jobs of Ray that are the agents of one plan: the beginning of their names, and how many there are. */
export interface RayJobs {
  readonly name: string;
  readonly agents: number;
}

/** "kaviar-digits-1f0c9a2e/8". */
export const jobIdOf = ({ name, agents }: RayJobs): string => `${name}/${agents}`;

export const jobsOf = (id: string): RayJobs => {
  const [, name, agents] = /^(kaviar-[a-z0-9-]{1,63})\/([1-9]\d{0,5})$/.exec(id) ?? [];
  if (name === undefined)
    throw new ClusterError(
      "no-job",
      `Agents on Ray are named by their jobs and how many they are, as in kaviar-digits-1f0c9a2e/8: got ${shown(id)}.`,
    );
  return { name, agents: Number(agents) };
};

/** The agents, each by the name of its job: "kaviar-digits-1f0c9a2e-0". */
export const agentsOf = ({ name, agents }: RayJobs): readonly string[] =>
  Array.from({ length: agents }, (_, number) => `${name}-${number}`);

export const checkAgent = (jobs: RayJobs, agent: string): void => {
  if (agentsOf(jobs).includes(agent)) return;
  throw new ClusterError(
    "no-job",
    `An agent of a job is one of its ${jobs.agents}: ${shown(agent)} is none of ${jobIdOf(jobs)}.`,
  );
};
