import { describe, expect, it } from "vitest";
import type { AgentPlan } from "../../../src/index.ts";
import { jobManifest } from "../../../src/kubernetes/manifest/job.ts";
import { passedOn } from "../../../src/kubernetes/manifest/passed-on.ts";

const plan: AgentPlan = {
  name: "digits: a first try",
  agents: 8,
  command: ["npx", "kaviar", "work", "digits"],
  folder: "/work",
  environment: { PGPASSWORD: "s3cret" },
  cores: 4,
  memory: 8e9,
  time: 3_600_500,
};

const settings = { name: "kaviar-digits-01234567", image: "lab:1", isNumbered: true, passedOn: passedOn({}) };

describe("the Job of a plan", () => {
  it("has a number for each agent, its cores and memory, a time, and patience of half a minute with a silent node", () => {
    const labels = {
      "app.kubernetes.io/name": "kaviar",
      "app.kubernetes.io/managed-by": "kaviar",
      "kaviar/study": expect.stringMatching(/^digits-a-first-try-[0-9a-f]{8}$/),
    };
    const annotations = { "kaviar/study": "digits: a first try" };
    expect(jobManifest(plan, settings)).toEqual({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "kaviar-digits-01234567", labels, annotations },
      spec: {
        parallelism: 8,
        completions: 8,
        completionMode: "Indexed",
        backoffLimit: 30,
        ttlSecondsAfterFinished: 86_400,
        activeDeadlineSeconds: 3601,
        template: {
          metadata: { labels, annotations },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            restartPolicy: "Never",
            terminationGracePeriodSeconds: 60,
            tolerations: ["unreachable", "not-ready"].map((state) => ({
              key: `node.kubernetes.io/${state}`,
              operator: "Exists",
              effect: "NoExecute",
              tolerationSeconds: 30,
            })),
            containers: [
              {
                name: "agent",
                image: "lab:1",
                command: expect.arrayContaining(["sh", "npx", "kaviar", "work", "digits"]),
                workingDir: "/work",
                env: [
                  {
                    name: "KAVIAR_AGENT",
                    valueFrom: {
                      fieldRef: { fieldPath: "metadata.annotations['batch.kubernetes.io/job-completion-index']" },
                    },
                  },
                ],
                envFrom: [{ secretRef: { name: "kaviar-digits-01234567" } }],
                resources: {
                  requests: { cpu: "4", memory: "8000000000" },
                  limits: { cpu: "4", memory: "8000000000" },
                },
                securityContext: { allowPrivilegeEscalation: false },
              },
            ],
          },
        },
      },
    });
  });

  it("runs the command itself, as often as there are agents, where the server numbers none", () => {
    const { spec } = jobManifest(plan, { ...settings, isNumbered: false });
    expect([spec!.parallelism, spec!.completions, spec!.completionMode]).toEqual([8, undefined, undefined]);
    const [container] = spec!.template.spec!.containers;
    expect(container!.command).toEqual(["npx", "kaviar", "work", "digits"]);
    expect(container!.env![0]!.valueFrom).toEqual({ fieldRef: { fieldPath: "metadata.name" } });
  });

  it("leaves out what a plan leaves to the engine, and says the namespace that it is meant for", () => {
    const { memory: _, time: __, ...less } = plan;
    const { metadata, spec } = jobManifest(less, { ...settings, namespace: "research" });
    expect(metadata!.namespace).toBe("research");
    expect(spec).not.toHaveProperty("activeDeadlineSeconds");
    expect(spec!.template.spec!.containers[0]!.resources).toEqual({ requests: { cpu: "4" }, limits: { cpu: "4" } });
  });

  it("has what a user passes on where it belongs, beside what it has itself", () => {
    const options = {
      nodeSelector: { disk: "ssd" },
      serviceAccountName: "tuner",
      tolerations: [{ key: "gpu", operator: "Exists" }],
      envFrom: [{ secretRef: { name: "s3" } }],
      resources: { "nvidia.com/gpu": 1 },
      securityContext: { runAsNonRoot: true },
      labels: { team: "vision", "kaviar/study": "other" },
    };
    const { metadata, spec } = jobManifest(plan, { ...settings, passedOn: passedOn(options) });
    const pod = spec!.template.spec!;
    expect(pod).toMatchObject({ nodeSelector: { disk: "ssd" }, serviceAccountName: "tuner" });
    expect(pod).not.toHaveProperty("automountServiceAccountToken");
    expect(pod.tolerations!.map(({ key }) => key)).toEqual([
      "node.kubernetes.io/unreachable",
      "node.kubernetes.io/not-ready",
      "gpu",
    ]);
    expect(pod.containers[0]!.envFrom!.map(({ secretRef }) => secretRef!.name)).toEqual(["s3", settings.name]);
    expect(pod.containers[0]!.resources!.limits).toEqual({ cpu: "4", memory: "8000000000", "nvidia.com/gpu": "1" });
    expect(pod.containers[0]!.securityContext!.capabilities).toEqual({ drop: ["ALL"] });
    expect(metadata!.labels).toMatchObject({ team: "vision", "kaviar/study": expect.stringMatching(/^digits/) });
  });
});
