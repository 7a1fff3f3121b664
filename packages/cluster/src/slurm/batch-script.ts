import type { AgentPlan } from "../contract/cluster.ts";
import { quoted } from "../contract/shell-word.ts";

/** The program takes the shell's place: what Slurm signals is the agent itself. */
export const batchScript = ({ command }: AgentPlan): string => `#!/bin/sh
export KAVIAR_AGENT="\${SLURM_ARRAY_JOB_ID}_\${SLURM_ARRAY_TASK_ID}"
exec ${command.map(quoted).join(" ")}
`;

/** How long before its time is over an agent is told to end, in seconds. */
const warning = 60;

/** What `sbatch` is told of an array, as arguments: there nothing is read out of what a text holds. */
export const sbatchArguments = (
  plan: AgentPlan,
  tasks: number,
  { logs, options }: { readonly logs: string; readonly options: Readonly<Record<string, string>> },
): readonly string[] => [
  "--parsable",
  `--job-name=${plan.name}`,
  `--array=0-${tasks - 1}`,
  "--requeue",
  "--open-mode=append",
  `--output=${logFile(logs, "%A_%a", "%%")}`,
  `--chdir=${plan.folder}`,
  "--nodes=1",
  "--ntasks=1",
  `--cpus-per-task=${plan.cores}`,
  ...(plan.memory === undefined ? [] : [`--mem=${Math.ceil(plan.memory / 2 ** 20)}M`]),
  ...(plan.time === undefined ? [] : [`--time=${clock(plan.time)}`]),
  `--signal=B:TERM@${warning}`,
  ...Object.entries(options).map(([name, value]) => (value === "" ? `--${name}` : `--${name}=${value}`)),
];

/** Where a task's output goes; of a folder's name Slurm would read `%` as the beginning of one of its own signs. */
export const logFile = (logs: string, task: string, percent = "%"): string =>
  `${logs.replaceAll("%", percent)}/${task}.txt`;

/** Slurm counts in minutes, and takes hours:minutes:seconds. */
const clock = (milliseconds: number): string => {
  const seconds = Math.ceil(milliseconds / 1000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
};
