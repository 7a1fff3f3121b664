import { shown } from "@kaviar/base/error";
import { ClusterError } from "../error.ts";

/** An array of Slurm: its job, and how many tasks it has, from 0. */
export interface SlurmArray {
  readonly job: string;
  readonly tasks: number;
}

/** As Slurm itself writes arrays: "12_[0-7]", of several "12_[0-999],13_[0-3]". */
export const jobIdOf = (arrays: readonly SlurmArray[]): string =>
  arrays.map(({ job, tasks }) => `${job}_[0-${tasks - 1}]`).join(",");

export const arraysOf = (id: string): readonly SlurmArray[] =>
  id.split(",").map((part) => {
    const [, job, last] = /^(\d+)_\[0-(\d+)\]$/.exec(part) ?? [];
    if (job === undefined)
      throw new ClusterError("no-job", `A job of Slurm is named as in 12_[0-7]: got ${shown(id)}.`);
    return { job, tasks: Number(last) + 1 };
  });

/** The agents of arrays, in their order, by the names that Slurm gives them: "12_0". */
export const tasksOf = (arrays: readonly SlurmArray[]): readonly string[] =>
  arrays.flatMap(({ job, tasks }) => Array.from({ length: tasks }, (_, task) => `${job}_${task}`));
