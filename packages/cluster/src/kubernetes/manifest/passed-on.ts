import { didYouMean, type Law, law, listOf, oneOf, text } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import type { Container, PodSpec } from "kubernetes-types/core/v1.js";
import { parse } from "yaml";
import { ClusterError } from "../../error.ts";
import { ownFields } from "./own-fields.ts";

/** What a user tells Kubernetes beside the plan, by where it goes in a Job. */
export interface PassedOn {
  readonly pod: Partial<PodSpec>;
  readonly container: Partial<Container>;
  /** What an agent gets beside cores and memory: a GPU, room on a disk. */
  readonly resources: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fields = law<object>("a record, as a Job has it", isRecord);
const records = listOf(fields);
const texts = law<Readonly<Record<string, string>>>(
  "a record of texts",
  (value) => isRecord(value) && Object.values(value).every((each) => typeof each === "string"),
);

const amounts = law<Readonly<Record<string, string | number>>>(
  "a record of amounts",
  (value) => isRecord(value) && Object.values(value).every((each) => typeof each === "string" || Number.isFinite(each)),
);

/** Each option by the name that it has in a pod, with its law. */
const ofPod = {
  affinity: fields,
  hostNetwork: oneOf(true, false),
  imagePullSecrets: records,
  nodeSelector: texts,
  priorityClassName: text,
  runtimeClassName: text,
  schedulerName: text,
  securityContext: fields,
  serviceAccountName: text,
  tolerations: records,
  topologySpreadConstraints: records,
  volumes: records,
} as const satisfies { readonly [K in keyof PodSpec]?: Law<unknown> };

const ofContainer = {
  envFrom: records,
  imagePullPolicy: oneOf("Always", "IfNotPresent", "Never"),
  volumeMounts: records,
} as const satisfies { readonly [K in keyof Container]?: Law<unknown> };

const ofMetadata = { resources: amounts, labels: texts, annotations: texts } as const;

const laws: Readonly<Record<string, Law<unknown>>> = { ...ofPod, ...ofContainer, ...ofMetadata };

/**
 * Reads what a user passes on, and refuses what Kubernetes is told already, and what is not known here. From a command line
 * all of it are texts: `nodeSelector.disk=ssd` is a field of a record, `tolerations=[{operator: Exists}]` is YAML.
 */
export const passedOn = (options: Readonly<Record<string, unknown>>): PassedOn => {
  const whole = gathered(options);
  for (const [name, value] of Object.entries(whole)) {
    const { holds, says } = laws[name]!;
    if (!holds(value)) throw wrong(`\`${name}\` of Kubernetes must be ${says}: got ${shown(value)}.`);
  }
  const resources = Object.entries((whole.resources ?? {}) as Readonly<Record<string, string | number>>);
  const ownResource = resources.map(([name]) => name).find((name) => Object.hasOwn(ownFields, name));
  if (ownResource !== undefined) throw told(ownResource);
  const part = (names: object) => Object.fromEntries(Object.entries(whole).filter(([name]) => name in names));
  return {
    pod: part(ofPod),
    container: part(ofContainer),
    resources: Object.fromEntries(resources.map(([name, amount]) => [name, String(amount)])),
    ...{ labels: {}, annotations: {}, ...part({ labels: texts, annotations: texts }) },
  };
};

/** The options by their names, with `record.field` put into its record, and texts of records read. */
const gathered = (options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const whole: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(options)) {
    const [, name = key, field] = /^([^.]+)\.(.+)$/s.exec(key) ?? [];
    if (Object.hasOwn(ownFields, name)) throw told(name);
    if (!Object.hasOwn(laws, name))
      throw wrong(
        `Kubernetes is told nothing by the name ${shown(name)} here.`,
        didYouMean(name, Object.keys(laws), `It may be told ${Object.keys(laws).join(", ")}.`),
      );
    if (field !== undefined) whole[name] = { ...(whole[name] as object | undefined), [field]: value };
    else whole[name] = typeof value === "string" && !laws[name]!.holds(value) ? read(name, value) : value;
  }
  return whole;
};

const read = (name: string, value: string): unknown => {
  try {
    return parse(value);
  } catch {
    throw wrong(`\`${name}\` of Kubernetes as a text is YAML: got ${shown(value)}.`);
  }
};

const told = (name: string): ClusterError =>
  wrong(`\`${name}\` is not to be told Kubernetes beside the rest: ${ownFields[name]}.`);

const wrong = (evidence: string, remedy?: string): ClusterError =>
  new ClusterError("options", evidence, { remedy: remedy ?? 'Such as { nodeSelector: { disk: "ssd" } }.' });
