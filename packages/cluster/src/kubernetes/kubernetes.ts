import { law, type OptionsOf, record, text } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import type { Job } from "kubernetes-types/batch/v1.js";
import type { EventList, PodList } from "kubernetes-types/core/v1.js";
import { stringify } from "yaml";
import { checkPlan } from "../contract/check-plan.ts";
import type { AgentPlan, Cluster } from "../contract/cluster.ts";
import { newName } from "../contract/new-name.ts";
import { ClusterError } from "../error.ts";
import { options } from "../options.ts";
import { agentsOf, type JobSeen, podsOf } from "./agents/agents-of.ts";
import { ask, find, get } from "./api/ask.ts";
import { readLog } from "./api/read-log.ts";
import { cancelAgents, cancelJob } from "./cancel.ts";
import type { Access } from "./connection/access.ts";
import { findAccess } from "./connection/find-access.ts";
import { checkAgent, jobOf, type KubernetesJob } from "./job-id.ts";
import { jobManifest } from "./manifest/job.ts";
import { passedOn } from "./manifest/passed-on.ts";
import { checkEnvironment } from "./manifest/secret.ts";
import { paths } from "./paths.ts";
import { numbersPods, submit } from "./submit.ts";

const read = options("kubernetes", {
  image: law<string>(
    "the name of an image, such as registry.lab/digits:1",
    (x) => typeof x === "string" && /^\S+$/.test(x),
  ),
  namespace: text.optional(),
  context: text.optional(),
  kubeconfig: text.optional(),
  /** Where agents run in the image, where that is not the folder of a plan. */
  folder: law<string>("a path from the root", (x) => typeof x === "string" && x.startsWith("/")).optional(),
  options: record<Readonly<Record<string, unknown>>>("what pods are told beside, by their fields").default({}),
});

/**
 * Agents as the pods of a Job of Kubernetes, through its API: as the user of the kubeconfig, or as the service account of
 * the pod that this runs in.
 *
 * ```ts
 * const cluster = kubernetes({ image: "registry.lab/digits:1", options: { nodeSelector: { disk: "ssd" } } });
 * ```
 * `image` has the program, in the folder of a plan or in `folder`, and a shell. The environment of an agent is a Secret that
 * goes with the Job. A pod that its node took along, or that failed, is made anew; the time of a plan counts for all agents
 * together, waiting included.
 */
export const kubernetes = (given: OptionsOf<typeof read>): Cluster => {
  const settings = read(given);
  if (settings.namespace !== undefined) checkNamespace(settings.namespace);
  const making = { image: settings.image, passedOn: passedOn(settings.options) };
  let found: Promise<Access> | undefined;
  const connected = (): Promise<Access> => {
    found ??= findAccess(settings);
    // The next call looks again: somebody may have mended it.
    found.catch(() => {
      found = undefined;
    });
    return found;
  };

  const checked = (plan: AgentPlan): AgentPlan => {
    checkPlan(plan);
    checkEnvironment(plan);
    return { ...plan, folder: settings.folder ?? plan.folder };
  };

  const look = async (access: Access, place: KubernetesJob): Promise<JobSeen> => {
    const job = await find<Job>(access, { method: "GET", path: paths.job(place) }, "to show a Job");
    const { items } = await get<PodList>(access, { method: "GET", path: paths.pods(place) }, "to show pods");
    if (job === undefined || items.length >= place.agents) return { job, pods: items };
    return { job, pods: items, warning: await lastWarning(access, place) };
  };

  return {
    name: "kubernetes",

    describe: async (given) => {
      const plan = checked(given);
      const isNumbered = await connected()
        .then(numbersPods)
        .catch(() => true);
      const [name, { namespace }] = [newName(plan.name), settings];
      const manifest = jobManifest(plan, { ...making, name, isNumbered, ...(namespace && { namespace }) });
      const variables = Object.keys(plan.environment).join(", ") || "nothing";
      return `# Beside it a Secret of the same name is made, with ${variables}.\n${stringify(manifest, asYaml)}`;
    },

    submit: async (given) => {
      const plan = checked(given);
      const access = await connected();
      return submit(access, checkNamespace(settings.namespace ?? access.namespace), plan, making);
    },

    agents: async (id) => {
      const place = jobOf(id);
      return agentsOf(await look(await connected(), place), place);
    },

    cancel: async (id, agents) => {
      const place = jobOf(id);
      for (const agent of agents ?? []) checkAgent(place, agent);
      const access = await connected();
      if (agents === undefined) await cancelJob(access, place);
      else await cancelAgents(access, place, agents, await look(access, place));
    },

    log: async function* (id, agent) {
      const place = jobOf(id);
      checkAgent(place, agent);
      const access = await connected();
      for (const { metadata } of podsOf(await look(access, place), agent))
        yield* readLog(access, paths.log(place, metadata?.name ?? ""));
    },
  };
};

/** Whoever may not read events goes without. */
const lastWarning = async (access: Access, place: KubernetesJob): Promise<string | undefined> => {
  const answer = await ask<EventList>(access, { method: "GET", path: paths.warnings(place) });
  const { reason, message } = (answer.ok && answer.value.items.at(-1)) || {};
  return message === undefined ? undefined : `${reason}: ${message}`;
};

/** As kubectl reads it, to which `yes` is no text. */
const asYaml = { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false } as const;

/** What names a place in the API may hold no sign of a path. */
const checkNamespace = (namespace: string): string => {
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace)) return namespace;
  throw new ClusterError("options", `A namespace has small letters, digits and "-": got ${shown(namespace)}.`);
};
