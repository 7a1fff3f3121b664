import type { Job } from "kubernetes-types/batch/v1.js";
import type { Secret } from "kubernetes-types/core/v1.js";
import type { AgentPlan } from "../contract/cluster.ts";
import { newName } from "../contract/new-name.ts";
import { type Answer, ask, get } from "./api/ask.ts";
import { refused } from "./api/refused.ts";
import type { Access } from "./connection/access.ts";
import { jobIdOf, type KubernetesJob } from "./job-id.ts";
import { jobManifest } from "./manifest/job.ts";
import type { PassedOn } from "./manifest/passed-on.ts";
import { secretOf } from "./manifest/secret.ts";
import { paths } from "./paths.ts";

/** What a Job is made from beside its plan. */
export interface Making {
  readonly image: string;
  readonly passedOn: PassedOn;
}

/** From 1.22 on, and in 1.21 behind a switch, a Job's pods have numbers. */
export const numbersPods = async (access: Access): Promise<boolean> => {
  const request = { method: "GET", path: paths.version } as const;
  const version = await get<{ major: string; minor: string }>(access, request, "to say its version");
  const [major, minor] = [Number.parseInt(version.major, 10), Number.parseInt(version.minor, 10)];
  return major > 1 || minor >= 22;
};

/** Makes the Secret, then the Job, then the one a part of the other, so that they go together; all of it or nothing. */
export const submit = async (access: Access, namespace: string, plan: AgentPlan, making: Making): Promise<string> => {
  const place: KubernetesJob = { namespace, name: newName(plan.name), agents: plan.agents };
  const isNumbered = await numbersPods(access);
  const manifest = jobManifest(plan, { ...making, ...place, isNumbered });
  try {
    await make<Secret>(
      access,
      paths.secrets(place),
      secretOf(plan, place.name),
      paths.secret(place),
      "to make a Secret",
    );
    const made = await make<Job>(access, paths.jobs(place), manifest, paths.job(place), "to make a Job");
    const { name, uid } = { uid: "", ...made.metadata, name: place.name };
    const owner = { apiVersion: "batch/v1", kind: "Job", name, uid };
    const body = { metadata: { ownerReferences: [owner] } };
    await get(access, { method: "PATCH", path: paths.secret(place), body }, "to give the Secret to its Job");
  } catch (error) {
    for (const path of [paths.jobAndPods(place), paths.secret(place)])
      await ask(access, { method: "DELETE", path }).catch(() => {});
    throw error;
  }
  return jobIdOf(place);
};

/** Makes an object, whose name is new: that it is there already says that an earlier try got through unheard. */
const make = async <T>(access: Access, path: string, body: T, own: string, what: string): Promise<T> => {
  const answer: Answer<T> = await ask<T>(access, { method: "POST", path, body });
  if (answer.ok) return answer.value;
  if (answer.code === 409 && answer.again) return get<T>(access, { method: "GET", path: own }, what);
  throw refused(answer, what);
};
