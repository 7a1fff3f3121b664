import { shown } from "@kaviar/base/error";
import type { Secret } from "kubernetes-types/core/v1.js";
import type { AgentPlan } from "../../contract/cluster.ts";
import { ClusterError } from "../../error.ts";
import { labelOf } from "./labels.ts";

/** The variable that is there once the agent with this number was told to end. */
export const endedVariable = (agent: string): string => `KAVIAR_ENDED_${agent}`;

/** Kubernetes would leave out, saying nothing, what has another name. */
const nameLaw = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

export const checkEnvironment = ({ environment }: AgentPlan): void => {
  for (const name of Object.keys(environment))
    if (!nameLaw.test(name))
      throw new ClusterError(
        "bad-plan",
        `In an environment for Kubernetes a name has letters, digits, "-", "_" and ".": got ${shown(name)}.`,
      );
};

/** The agents' environment: what nobody sees who sees the Job. */
export const secretOf = (plan: AgentPlan, name: string): Secret => ({
  apiVersion: "v1",
  kind: "Secret",
  type: "Opaque",
  metadata: {
    name,
    labels: { "app.kubernetes.io/managed-by": "kaviar", "kaviar/study": labelOf(plan.name) },
  },
  data: Object.fromEntries(Object.entries(plan.environment).map(([key, value]) => [key, base64(value)])),
});

export const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");
