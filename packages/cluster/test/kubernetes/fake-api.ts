import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import type { Job } from "kubernetes-types/batch/v1.js";
import type { Event, Pod, Secret } from "kubernetes-types/core/v1.js";
import type { Status } from "kubernetes-types/meta/v1.js";
import { type FakeClusterSettings, fakeCluster, keyOf, newMetadata, type Store } from "./fake-cluster.ts";

/** What happens to a request instead of its answer: a refusal, a connection that breaks, one on which nothing comes. */
export type Disturbance =
  | { readonly code: number; readonly headers?: Record<string, string>; readonly status?: Partial<Status> }
  | { readonly cutAfter: number }
  | "reset"
  | "done, then reset"
  | "silence";

type Thing = Job | Pod | Secret | Event;

export const certificate = (name: string): string =>
  readFileSync(new URL(`certificate/${name}`, import.meta.url), "utf8");

/** Who may ask: by a token, or by a certificate with this name. */
const allowed = new Set(["Bearer tuner", "client"]);

const namespaces = new Set(["default", "research"]);

/**
 * The part of a Kubernetes API that agents need, over HTTPS, in front of a cluster that runs pods as processes. What it
 * answers and refuses was compared field by field with what a server of 1.20.2 does; what that one fills in by itself and no
 * agent's owner reads, such as `dnsPolicy`, is left out.
 */
export const startFakeApi = async (given: Partial<FakeClusterSettings> = {}) => {
  const settings = { nodes: { n1: 2, n2: 2 }, isNumbered: true, backoff: 10_000, delay: 0, ...given };
  const cluster = fakeCluster(settings);
  const stores: Readonly<Record<string, Store<Thing>>> = {
    jobs: cluster.jobs as Store<Thing>,
    pods: cluster.pods as Store<Thing>,
    events: cluster.events as Store<Thing>,
    secrets: cluster.secrets as Store<Thing>,
  };
  const disturbances: { readonly pattern: RegExp; readonly what: Disturbance }[] = [];
  const requests: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), "kaviar-kubernetes-"));

  const answer = (method: string, url: URL, body: Thing | undefined): readonly [number, unknown] => {
    if (url.pathname === "/version") return [200, { major: "1", minor: settings.isNumbered ? "30+" : "20" }];
    const [, namespace, kind, name, part] =
      /^\/(?:api\/v1|apis\/batch\/v1)\/namespaces\/([^/]+)\/(jobs|pods|secrets|events)(?:\/([^/]+))?(\/log)?$/.exec(
        url.pathname,
      ) ?? [];
    const store = stores[kind ?? ""];
    if (namespace === undefined || kind === undefined || store === undefined) return notFound("paths", url.pathname);
    if (method === "POST") {
      if (!namespaces.has(namespace)) return notFound("namespaces", namespace);
      const key = `${namespace}/${body!.metadata!.name}`;
      const wrong = invalid(kind, body!);
      if (wrong !== undefined) return wrong;
      if (store.has(key)) {
        const { name } = body!.metadata!;
        return refusal(409, "AlreadyExists", `${kindWords(kind)} "${name}" already exists`, about(kind, name!));
      }
      const made = { ...body, metadata: newMetadata(namespace, body!.metadata!) };
      if (kind === "jobs") cluster.addJob(made as Job);
      else store.set(key, made);
      cluster.settle();
      return [201, made];
    }
    if (name === undefined) {
      const [, label, value] = /^([\w-]+)=(.+)$/.exec(url.searchParams.get("labelSelector") ?? "") ?? [];
      const [, about] =
        /^involvedObject\.name=(.+),type=Warning$/.exec(url.searchParams.get("fieldSelector") ?? "") ?? [];
      const items = [...store.values()].filter(
        (thing) =>
          thing.metadata!.namespace === namespace &&
          (label === undefined || thing.metadata!.labels?.[label] === value) &&
          (about === undefined || ("involvedObject" in thing && thing.involvedObject.name === about)),
      );
      const list = { jobs: "JobList", pods: "PodList", events: "EventList", secrets: "SecretList" }[kind];
      return [200, { kind: list, apiVersion: "v1", metadata: { resourceVersion: "1" }, items }];
    }
    const thing = store.get(`${namespace}/${name}`);
    if (thing === undefined) return notFound(kind, name);
    if (part !== undefined) return logOf(thing as Pod);
    if (method === "GET") return [200, thing];
    if (method === "DELETE") {
      if (kind === "jobs") cluster.deleteJob(thing as Job);
      else if (kind === "pods") cluster.deletePod(thing as Pod);
      else store.delete(keyOf(thing.metadata!));
      // A pod takes its time to go, and is shown; of what is gone it is said that it is.
      return [200, kind === "pods" ? { kind: "Pod", apiVersion: "v1", ...thing } : gone(kind, thing)];
    }
    const version = body!.metadata?.resourceVersion;
    if (version !== undefined && version !== thing.metadata!.resourceVersion)
      return refusal(
        409,
        "Conflict",
        `Operation cannot be fulfilled on ${kindWords(kind)} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
        about(kind, name),
      );
    merge(thing as object as Fields, body as object as Fields);
    (thing.metadata as { resourceVersion?: string }).resourceVersion = String(
      Number(thing.metadata!.resourceVersion) + 1,
    );
    cluster.settle();
    return [200, thing];
  };

  const logOf = (pod: Pod): readonly [number, unknown] => {
    const log = cluster.logs.get(keyOf(pod.metadata!));
    if (log !== undefined) return [200, Buffer.concat(log)];
    // Without a node there is nobody to be asked.
    if (pod.spec!.nodeName === undefined) return [204, Buffer.of()];
    return refusal(
      400,
      "BadRequest",
      `container "agent" in pod "${pod.metadata!.name}" is waiting to start: ContainerCreating`,
    );
  };

  const tls = { key: certificate("server.key"), cert: certificate("server.crt"), ca: certificate("ca.crt") };
  const server = createServer({ ...tls, requestCert: true, rejectUnauthorized: false }, async (request, response) => {
    const line = `${request.method} ${request.url}`;
    requests.push(line);
    const place = disturbances.findIndex(({ pattern }) => pattern.test(line));
    const disturbance = place < 0 ? undefined : disturbances.splice(place, 1)[0]!.what;
    if (disturbance === "silence") return;
    if (disturbance === "reset") return request.socket.destroy();
    let text = "";
    for await (const part of request) text += part;
    if (!isKnown(request)) return reply(response, refusal(401, "Unauthorized", "Unauthorized"));
    if (typeof disturbance === "object" && "code" in disturbance) {
      for (const [name, value] of Object.entries(disturbance.headers ?? {})) response.setHeader(name, value);
      const { reason = "InternalError", message = "a failure of the test" } = disturbance.status ?? {};
      return reply(response, refusal(disturbance.code, reason, message, disturbance.status?.details));
    }
    const url = new URL(request.url!, "https://localhost");
    const answered = answer(request.method!, url, text === "" ? undefined : JSON.parse(text));
    if (disturbance === "done, then reset") return request.socket.destroy();
    if (disturbance === undefined) return reply(response, answered);
    response.writeHead(answered[0]);
    response.write((answered[1] as Buffer).subarray(0, disturbance.cutAfter), () => request.socket.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    ...cluster,
    address,
    folder,
    requests,
    /** The next request whose line this pattern fits goes wrong. */
    disturb: (pattern: RegExp, ...all: readonly Disturbance[]) => {
      for (const what of all) disturbances.push({ pattern, what });
    },
    /** Writes a kubeconfig for a user, as kubectl has it. */
    kubeconfig: (user: object = { token: "tuner" }, clusterMore: object = {}): string => {
      const own = {
        server: address,
        "certificate-authority-data": Buffer.from(tls.ca).toString("base64"),
        ...clusterMore,
      };
      const path = join(folder, `config-${Math.random()}`);
      const context = { cluster: "lab", user: "me" };
      const config = {
        "current-context": "lab",
        clusters: [{ name: "lab", cluster: own }],
        users: [{ name: "me", user }],
        contexts: [
          { name: "lab", context },
          { name: "away", context: { ...context, namespace: "nowhere" } },
        ],
      };
      writeFileSync(path, JSON.stringify(config));
      return path;
    },
    stop: async () => {
      cluster.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export type FakeApi = Awaited<ReturnType<typeof startFakeApi>>;

const isKnown = (request: IncomingMessage): boolean => {
  const peer = (request.socket as TLSSocket).getPeerCertificate();
  return allowed.has(request.headers.authorization ?? "") || allowed.has(String(peer?.subject?.CN));
};

const reply = (response: ServerResponse, [code, body]: readonly [number, unknown]): void => {
  response.statusCode = code;
  response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
};

const refusal = (
  code: number,
  reason: string,
  message: string,
  details?: Status["details"],
): readonly [number, Status] => [
  code,
  { kind: "Status", apiVersion: "v1", status: "Failure", message, reason, code, ...(details && { details }) },
];

/** Kinds of all groups but the first are named with theirs. */
const kindWords = (kind: string): string => (kind === "jobs" ? "jobs.batch" : kind);
const about = (kind: string, name: string) => ({ name, ...(kind === "jobs" && { group: "batch" }), kind });

const notFound = (kind: string, name: string) =>
  refusal(404, "NotFound", `${kindWords(kind)} "${name}" not found`, about(kind, name));

const gone = (kind: string, { metadata }: Thing): Status => {
  const details = { ...about(kind, metadata!.name!), uid: metadata!.uid! };
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details };
};

const labelWords =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/** A few of the laws that a Job has to keep, with the field and the words of the real ones. */
const invalid = (kind: string, thing: Thing) => {
  if (kind !== "jobs") return undefined;
  const { spec } = thing as Job;
  const amounts = Object.entries(spec!.template.spec!.containers[0]!.resources!.limits!);
  // What cannot be read at all has no field.
  const unread = amounts.find(([, amount]) => !/^[+-]?[0-9.]+([eEinumkKMGTP]*[-+]?[0-9]*)$/.test(String(amount)));
  if (unread !== undefined)
    return refusal(
      400,
      "BadRequest",
      `Job in version "v1" cannot be handled as a Job: v1.Job.Spec: v1.JobSpec.Template: v1.PodTemplateSpec.Spec: v1.PodSpec.Containers: []v1.Container: v1.Container.Resources: v1.ResourceRequirements.Limits: Requests: unmarshalerDecoder: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$', error found in #10 byte of ...|com/gpu":"${unread[1]}"}}|..., bigger context ...|{"limits":{"cpu":"1","${unread[0]}":"${unread[1]}"|...`,
    );
  const causes = [
    ...Object.values(thing.metadata!.labels ?? {})
      .filter((value) => value.length > 63 || !/^([A-Za-z0-9]([\w.-]*[A-Za-z0-9])?)?$/.test(value))
      .map((value) => ({ field: "metadata.labels", message: `Invalid value: "${value}": ${labelWords}` })),
    ...amounts
      .filter(([name, amount]) => name.includes("/") && !/^\d+$/.test(String(amount)))
      .map(([name, amount]) => ({
        field: `spec.template.spec.containers[0].resources.limits[${name}]`,
        message: `Invalid value: "${amount}": must be an integer`,
      })),
  ].map((cause) => ({ reason: "FieldValueInvalid", ...cause }));
  const { name } = thing.metadata!;
  const words = causes.map(({ field, message }) => `${field}: ${message}`).join(", ");
  const message = `Job.batch "${name}" is invalid: ${causes.length > 1 ? `[${words}]` : words}`;
  const details = { name: name!, group: "batch", kind: "Job", causes };
  return causes.length === 0 ? undefined : refusal(422, "Invalid", message, details);
};

interface Fields {
  [name: string]: unknown;
}

/** A JSON merge patch. (RFC 7396) */
const merge = (thing: Fields, patch: Fields): void => {
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete thing[name];
    else if (typeof value !== "object" || Array.isArray(value)) thing[name] = value;
    else {
      thing[name] ??= {};
      merge(thing[name] as Fields, value as Fields);
    }
  }
};
