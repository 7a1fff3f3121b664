import { join } from "node:path";
import type { AgentPlan } from "../contract/cluster.ts";
import { quoted } from "../contract/shell-word.ts";
import type { OwnOptions } from "./own-options.ts";

/** How long an agent has to end that was told to, in seconds. Ray's own would be 3. */
const grace = 60;

export const environmentPath = (folder: string, name: string): string => join(folder, `${name}.env`);
export const logPath = (folder: string, agent: string): string => join(folder, `${agent}.txt`);

/** What Ray is told of an agent, as its Jobs API takes it. */
export const submissionOf = (
  plan: AgentPlan,
  agent: string,
  { name, folder, own }: { readonly name: string; readonly folder: string; readonly own: OwnOptions },
) => ({
  submission_id: agent,
  entrypoint: entrypointOf(plan, agent, environmentPath(folder, name), logPath(folder, agent)),
  entrypoint_num_cpus: plan.cores,
  ...(plan.memory !== undefined && { entrypoint_memory: Math.ceil(plan.memory) }),
  ...own,
  runtime_env: { env_vars: { RAY_JOB_STOP_WAIT_TIME_S: String(grace) } },
  metadata: { "kaviar/study": plan.name },
});

/**
 * The program takes the shell's place. What it prints goes into a file: Ray keeps its own copy on the machine of the agent,
 * which may be gone. Ray knows no limit of time, so `timeout` keeps it: SIGTERM, and its grace.
 */
const entrypointOf = (plan: AgentPlan, agent: string, environment: string, log: string): string => {
  const limit =
    plan.time === undefined ? [] : ["timeout", `--kill-after=${grace}`, String(Math.ceil(plan.time / 1000))];
  const command = [...limit, ...plan.command].map(quoted).join(" ");
  return [
    `. ${quoted(environment)}`,
    `cd ${quoted(plan.folder)}`,
    `export KAVIAR_AGENT=${agent}`,
    `exec ${command} >> ${quoted(log)} 2>&1`,
  ].join(" && ");
};
