import { shown } from "@kaviar/base/error";
import { ClusterError } from "../error.ts";

/** What is said to Slurm already: said twice, one of the two would be ignored. */
const ours: Readonly<Record<string, string>> = {
  array: "it comes from the number of agents",
  chdir: "it is the folder in which this runs",
  "cpus-per-task": "it comes from the cores of an agent",
  mem: "it comes from the memory of an agent",
  time: "it comes from the time of an agent",
  error: "output and errors are one log",
  export: "an agent gets this environment",
  "job-name": "it is the study's name",
  nodes: "an agent has one",
  ntasks: "an agent is one",
  "open-mode": "a log is gone on with",
  output: "it is what `study logs` reads",
  parsable: "it is how the job is known",
  requeue: "an agent is begun again when its node is lost",
  "no-requeue": "an agent is begun again when its node is lost",
  signal: "an agent is told before its time is over",
  wait: "nobody waits for a job here",
  wrap: "an agent has its own command",
};

/** Refuses options of Slurm that could not have an effect of their own, and what is no option's name. */
export const checkOwnOptions = (options: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(options)) {
    const why = Object.hasOwn(ours, name) ? ours[name] : undefined;
    if (why !== undefined)
      throw new ClusterError("options", `\`${name}\` is not to be told Slurm beside the rest: ${why}.`);
    if (!/^[a-z][a-z0-9-]+$/.test(name) || typeof value !== "string")
      throw new ClusterError(
        "options",
        `An option of Slurm is a long name of sbatch and a text: got ${shown(name)} = ${shown(value)}.`,
        {
          remedy: 'Such as { partition: "gpu", gres: "gpu:1" }.',
        },
      );
  }
};
