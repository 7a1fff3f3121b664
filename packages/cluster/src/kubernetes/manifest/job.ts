import type { Job } from "kubernetes-types/batch/v1.js";
import type { AgentPlan } from "../../contract/cluster.ts";
import { labelOf } from "./labels.ts";
import type { PassedOn } from "./passed-on.ts";
import { numberedCommand, wordOf } from "./words.ts";

export interface JobSettings {
  /** Of the Job, and of the Secret beside it. */
  readonly name: string;
  readonly namespace?: string;
  readonly image: string;
  /** Whether the server numbers the pods of a Job (from 1.22 on). */
  readonly isNumbered: boolean;
  readonly passedOn: PassedOn;
}

/** In seconds: how long an agent has to end, how long a node may be silent, and how long a Job is kept when it is over. */
const [grace, silence, kept] = [60, 30, 24 * 3600];

/** How often pods are made anew that ended badly or went with their node, until the whole is given up. */
const failuresOf = (agents: number): number => 6 + 3 * agents;

/** Left to Kubernetes, pods of a node that is silent are made anew on another after five minutes. */
const tolerations = ["unreachable", "not-ready"].map((state) => ({
  key: `node.kubernetes.io/${state}`,
  operator: "Exists",
  effect: "NoExecute",
  tolerationSeconds: silence,
}));

/** Where a pod finds what its agent is called: its number, or else its own name. */
const idOf = (isNumbered: boolean): string =>
  isNumbered ? "metadata.annotations['batch.kubernetes.io/job-completion-index']" : "metadata.name";

/** The Job of a plan, as the API takes it. No value of the environment is in it. */
export const jobManifest = (plan: AgentPlan, { name, namespace, image, isNumbered, passedOn }: JobSettings): Job => {
  const amounts = {
    cpu: String(plan.cores),
    ...(plan.memory !== undefined && { memory: String(Math.ceil(plan.memory)) }),
    ...passedOn.resources,
  };
  const metadata = {
    labels: {
      ...passedOn.labels,
      "app.kubernetes.io/name": "kaviar",
      "app.kubernetes.io/managed-by": "kaviar",
      "kaviar/study": labelOf(plan.name),
    },
    annotations: { ...passedOn.annotations, "kaviar/study": plan.name },
  };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name, ...(namespace !== undefined && { namespace }), ...metadata },
    spec: {
      parallelism: plan.agents,
      // Without numbers and completions, none is made anew once one has ended well: the study is done then.
      ...(isNumbered && { completions: plan.agents, completionMode: "Indexed" }),
      backoffLimit: failuresOf(plan.agents),
      ttlSecondsAfterFinished: kept,
      ...(plan.time !== undefined && { activeDeadlineSeconds: Math.ceil(plan.time / 1000) }),
      template: {
        metadata,
        spec: {
          // An agent has no business with the API, unless a user gives it an account to do some.
          ...(passedOn.pod.serviceAccountName === undefined && { automountServiceAccountToken: false }),
          enableServiceLinks: false,
          ...passedOn.pod,
          restartPolicy: "Never",
          terminationGracePeriodSeconds: grace,
          tolerations: [...tolerations, ...(passedOn.pod.tolerations ?? [])],
          containers: [
            {
              ...passedOn.container,
              name: "agent",
              image,
              command: isNumbered ? numberedCommand(plan.command) : plan.command.map(wordOf),
              workingDir: plan.folder,
              env: [{ name: "KAVIAR_AGENT", valueFrom: { fieldRef: { fieldPath: idOf(isNumbered) } } }],
              // Of two that have a variable the last one counts.
              envFrom: [...(passedOn.container.envFrom ?? []), { secretRef: { name } }],
              resources: { requests: amounts, limits: amounts },
              securityContext: {
                allowPrivilegeEscalation: false,
                // What the profile "restricted" asks for beside what a pod as a whole can say.
                ...(passedOn.pod.securityContext?.runAsNonRoot && { capabilities: { drop: ["ALL"] } }),
              },
            },
          ],
        },
      },
    },
  };
};
