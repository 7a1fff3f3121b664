import { describe, expect, it } from "vitest";
import { passedOn } from "../../../src/kubernetes/manifest/passed-on.ts";

const refusal = (options: Readonly<Record<string, unknown>>): string => {
  try {
    passedOn(options);
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return `${code}: ${message}`;
  }
  return "none";
};

describe("what is passed on to Kubernetes", () => {
  it("comes from a command line as texts: fields behind a dot, the rest as YAML", () => {
    const options = {
      "nodeSelector.kubernetes.io/arch": "arm64",
      "nodeSelector.disk": "ssd",
      "resources.nvidia.com/gpu": "1",
      priorityClassName: "low",
      hostNetwork: "true",
      tolerations: "[{ key: gpu, operator: Exists }]",
      volumeMounts: "[{ name: data, mountPath: /data }]",
    };
    expect(passedOn(options)).toEqual({
      pod: {
        nodeSelector: { "kubernetes.io/arch": "arm64", disk: "ssd" },
        priorityClassName: "low",
        hostNetwork: true,
        tolerations: [{ key: "gpu", operator: "Exists" }],
      },
      container: { volumeMounts: [{ name: "data", mountPath: "/data" }] },
      resources: { "nvidia.com/gpu": "1" },
      labels: {},
      annotations: {},
    });
  });

  it.each([
    [
      { parallelism: 3 },
      "options: `parallelism` is not to be told Kubernetes beside the rest: it comes from the number",
    ],
    [{ restartPolicy: "Always" }, "options: `restartPolicy` is not to be told"],
    [
      { env: [] },
      "options: `env` is not to be told Kubernetes beside the rest: an agent gets the environment of its plan",
    ],
    [{ "resources.memory": "1Gi" }, "options: `memory` is not to be told"],
    [{ resources: { cpu: 3 } }, "options: `cpu` is not to be told"],
    [{ nodeSelektor: {} }, "Did you mean nodeSelector?"],
    [{ constructor: {} }, 'options: Kubernetes is told nothing by the name "constructor" here.'],
    [{ nodeSelector: "ssd" }, '`nodeSelector` of Kubernetes must be a record of texts: got "ssd".'],
    [{ nodeSelector: { a: 1 } }, '`nodeSelector` of Kubernetes must be a record of texts: got {"a":1}.'],
    [{ tolerations: "[{" }, '`tolerations` of Kubernetes as a text is YAML: got "[{".'],
    [{ imagePullPolicy: "Sometimes" }, '`imagePullPolicy` of Kubernetes must be "Always" or "IfNotPresent" or "Never"'],
  ])("refuses %j", (options, words) => {
    expect(refusal(options)).toContain(words);
  });
});
