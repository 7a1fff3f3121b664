import { mkdir } from "node:fs/promises";
import { type OptionsOf, record, text } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { checkPlan } from "../contract/check-plan.ts";
import type { Agent, AgentPlan, Cluster } from "../contract/cluster.ts";
import { readLogFile } from "../contract/read-log-file.ts";
import { quoted } from "../contract/shell-word.ts";
import { ClusterError } from "../error.ts";
import { options } from "../options.ts";
import { batchScript, logFile, sbatchArguments } from "./batch-script.ts";
import { ask, firstLine } from "./call.ts";
import { arraysOf, jobIdOf, type SlurmArray, tasksOf } from "./job-id.ts";
import { checkOwnOptions } from "./own-options.ts";
import { stateOf, whyOf } from "./task-states.ts";

const read = options("slurm", {
  logs: text,
  options: record<Readonly<Record<string, string>>>("Slurm's own options, each a text").default({}),
});

/**
 * Agents as tasks of Slurm's job arrays, through the programs of Slurm on this machine.
 *
 * ```ts
 * const cluster = slurm({ logs: "/shared/logs", options: { partition: "gpu", gres: "gpu:1" } });
 * ```
 * `logs` is a folder that the nodes see too: each task's output goes there. An agent that its node took along is begun
 * again; a minute before its time is over it is told to end. An option without a value is "".
 */
export const slurm = (given: OptionsOf<typeof read>): Cluster => {
  const settings = read(given);
  checkOwnOptions(settings.options);

  /** What is handed in for so many tasks. */
  const sbatch = (plan: AgentPlan, tasks: number) => sbatchArguments(plan, tasks, settings);

  const submitArray = async (plan: AgentPlan, tasks: number): Promise<SlurmArray> => {
    const { code, output, complaint } = await ask("sbatch", sbatch(plan, tasks), {
      input: batchScript(plan),
      env: plan.environment,
    });
    // Of a federation the cluster's name follows the id.
    const job = /^(\d+)(;.*)?$/.exec(output.trim())?.[1];
    if (code !== 0 || job === undefined) throw refused(complaint);
    return { job, tasks };
  };

  const find = (id: string, agent: string): void => {
    if (tasksOf(arraysOf(id)).includes(agent)) return;
    throw new ClusterError("no-job", `An agent of a job is one of its tasks: ${shown(agent)} is none of ${id}.`);
  };

  return {
    name: "slurm",

    describe: async (plan) => {
      checkPlan(plan);
      const sizes = await chunks(plan.agents).catch(() => [plan.agents]);
      const script = batchScript(plan).trimEnd();
      return sizes
        .map((tasks) => `sbatch ${sbatch(plan, tasks).map(quoted).join(" ")} <<'END'\n${script}\nEND`)
        .join("\n");
    },

    submit: async (plan) => {
      checkPlan(plan);
      await mkdir(settings.logs, { recursive: true });
      const arrays: SlurmArray[] = [];
      try {
        for (const tasks of await chunks(plan.agents)) arrays.push(await submitArray(plan, tasks));
      } catch (error) {
        if (arrays.length > 0) await takeBack(arrays, error);
        throw error;
      }
      return jobIdOf(arrays);
    },

    agents: async (id) => {
      const arrays = arraysOf(id);
      const known = new Map((await queued(arrays)).map((agent) => [agent.id, agent]));
      // A job that ended is forgotten after some minutes.
      return tasksOf(arrays).map((task) => known.get(task) ?? { id: task, state: "ended" });
    },

    cancel: async (id, agents) => {
      for (const agent of agents ?? []) find(id, agent);
      const jobs = agents ?? arraysOf(id).map(({ job }) => job);
      for (let i = 0; i < jobs.length; i += together) {
        const { code, complaint } = await ask("scancel", jobs.slice(i, i + together));
        if (code !== 0 && !hasEnded.test(complaint)) throw refused(complaint);
      }
    },

    log: async function* (id, agent) {
      find(id, agent);
      yield* readLogFile(logFile(settings.logs, agent));
    },
  };
};

/** How many tasks are ended by one call: a command line has its length, and a controller answers to one at a time. */
const together = 1000;

/** What Slurm says of a job that it does not run any more. */
const hasEnded = /Invalid job id|already completing|already completed|Job\/step already/i;

const refused = (complaint: string): ClusterError =>
  new ClusterError("refused", `Slurm takes what its site allows: ${firstLine(complaint)}.`, {
    remedy: "`sinfo` shows the partitions and their limits; `--dry-run` shows what is handed in.",
  });

/** Ends what was handed in of agents of which the others were refused. Whoever reads why has to know what could not be ended. */
const takeBack = async (arrays: readonly SlurmArray[], refusal: unknown): Promise<void> => {
  const jobs = arrays.map(({ job }) => job);
  const isDone = await ask("scancel", jobs).then(
    ({ code }) => code === 0,
    () => false,
  );
  if (isDone) return;
  const why = refusal instanceof Error ? refusal.message.split("\n")[0] : String(refusal);
  throw new ClusterError(
    "unreachable",
    `Agents are handed in all or none: ${jobIdOf(arrays)} are, and could not be taken back. ${why}`,
    { remedy: `When Slurm answers again: scancel ${jobs.join(" ")}`, cause: refusal },
  );
};

/** How many tasks go into each array: a site bounds their numbers (MaxArraySize, by default 1001). */
const chunks = async (agents: number): Promise<readonly number[]> => {
  const { output } = await ask("scontrol", ["show", "config"]);
  const most = Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(output)?.[1] ?? 1001);
  const whole = Array.from({ length: Math.floor(agents / most) }, () => most);
  return agents % most === 0 ? whole : [...whole, agents % most];
};

/** What is asked of each task, with room enough for what it may be: `-o` has no sign for how a task ended. */
const columns = ["JobArrayID:60|", "State:30|", "exit_code:12|", "NodeList:255|", "Reason:255|"].join(",");

/** The tasks of arrays that Slurm still knows, each on a line of its own. */
const queued = async (arrays: readonly SlurmArray[]): Promise<readonly Agent[]> => {
  const jobs = arrays.map(({ job }) => job).join(",");
  const { code, output, complaint } = await ask("squeue", ["-h", "-r", "-t", "all", "-j", jobs, "-O", columns]);
  if (code !== 0 && !hasEnded.test(complaint)) throw refused(complaint);
  return output.split("\n").flatMap((line) => {
    const [id, state, status, host, reason] = line.split("|").map((field) => field.trim());
    if (id === undefined || state === undefined) return [];
    return [{ id, state: stateOf(state), why: whyOf(state, Number(status), reason), ...(host && { host }) }];
  });
};
