import { mkdir, rm, writeFile } from "node:fs/promises";
import { law, type OptionsOf, record, text } from "@kaviar/base/check";
import { checkPlan } from "../contract/check-plan.ts";
import type { AgentPlan, Cluster } from "../contract/cluster.ts";
import { newName } from "../contract/new-name.ts";
import { readLogFile } from "../contract/read-log-file.ts";
import { options } from "../options.ts";
import { agentOf, type RayJob } from "./agent-state.ts";
import { ask, refused } from "./ask.ts";
import { checkEnvironment, environmentFile } from "./environment-file.ts";
import { agentsOf, checkAgent, jobIdOf, jobsOf, type RayJobs } from "./job-id.ts";
import { ownOptions } from "./own-options.ts";
import { environmentPath, logPath, submissionOf } from "./submission.ts";

const read = options("ray", {
  address: law<string>(
    "the address of the cluster's dashboard, such as http://head.lab:8265",
    (x) => typeof x === "string" && /^https?:\/\/[^\s@]+$/.test(x),
  ),
  folder: text,
  options: record<Readonly<Record<string, string>>>("what Ray is told beside, each a text").default({}),
});

/**
 * Agents as jobs of Ray, through its Jobs API.
 *
 * ```ts
 * const cluster = ray({ address: "http://head.lab:8265", folder: "/shared/agents", options: { gpus: "1" } });
 * ```
 * `folder` is one that the nodes see too: what agents print goes there, and their environment, in a file that is its owner's
 * alone. Ray begins no agent again whose node is lost. The token of a cluster that wants one is where Ray's own programs look
 * for it: RAY_AUTH_TOKEN.
 */
export const ray = (given: OptionsOf<typeof read>): Cluster => {
  const settings = read(given);
  const { address, folder } = settings;
  const own = ownOptions(settings.options);

  const check = (plan: AgentPlan): void => {
    checkPlan(plan);
    checkEnvironment(plan);
  };

  const stop = async (agents: readonly string[]): Promise<void> => {
    for (const agent of agents) {
      const answer = await ask(address, "POST", `/api/jobs/${agent}/stop`);
      if (answer.code >= 300 && answer.code !== 404) throw refused(answer, "to end a job");
    }
  };

  const forget = ({ name }: RayJobs): Promise<void> => rm(environmentPath(folder, name), { force: true });

  const jobsIn = async (agents: readonly string[]): Promise<ReadonlyMap<string, RayJob>> => {
    const answer = await ask(address, "GET", "/api/jobs/");
    if (answer.code >= 300) throw refused(answer, "to show its jobs");
    const ours = new Set(agents);
    const jobs = JSON.parse(answer.text) as readonly RayJob[];
    return new Map(
      jobs.flatMap((job) => (ours.has(job.submission_id ?? "") ? [[job.submission_id!, job] as const] : [])),
    );
  };

  return {
    name: "ray",

    describe: async (plan) => {
      check(plan);
      const name = newName(plan.name);
      const [first] = agentsOf({ name, agents: 1 });
      const variables = Object.keys(plan.environment).join(", ") || "nothing";
      return [
        `# POST ${address}/api/jobs/, for each of ${plan.agents}: its number is the end of its name.`,
        `# Beside it ${environmentPath(folder, name)}, which only you can read, with ${variables}.`,
        JSON.stringify(submissionOf(plan, first!, { name, folder, own }), undefined, 2),
      ].join("\n");
    },

    submit: async (plan) => {
      check(plan);
      const jobs = { name: newName(plan.name), agents: plan.agents };
      await mkdir(folder, { recursive: true });
      await writeFile(environmentPath(folder, jobs.name), environmentFile(plan), { mode: 0o600, flag: "wx" });
      const tried: string[] = [];
      try {
        for (const agent of agentsOf(jobs)) {
          tried.push(agent);
          const answer = await ask(address, "POST", "/api/jobs/", submissionOf(plan, agent, { ...jobs, folder, own }));
          if (answer.code >= 300) throw refused(answer, "to take a job");
        }
      } catch (error) {
        await stop(tried).catch(() => {});
        await forget(jobs);
        throw error;
      }
      return jobIdOf(jobs);
    },

    agents: async (id) => {
      const agents = agentsOf(jobsOf(id));
      const known = await jobsIn(agents);
      return agents.map((agent) => agentOf(agent, known.get(agent)));
    },

    cancel: async (id, agents) => {
      const jobs = jobsOf(id);
      for (const agent of agents ?? []) checkAgent(jobs, agent);
      await stop(agents ?? agentsOf(jobs));
      if (agents === undefined) await forget(jobs);
    },

    log: async function* (id, agent) {
      checkAgent(jobsOf(id), agent);
      yield* readLogFile(logPath(folder, agent));
    },
  };
};
