import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { ClusterError } from "../../error.ts";

/** A cluster as a kubeconfig has it: what of it is read here. */
interface ConfiguredCluster {
  readonly server?: string;
  readonly "certificate-authority"?: string;
  readonly "certificate-authority-data"?: string;
  readonly "insecure-skip-tls-verify"?: boolean;
  readonly "tls-server-name"?: string;
  readonly "proxy-url"?: string;
}

/** A program that says who asks: `aws eks get-token`, `gke-gcloud-auth-plugin`, … */
export interface ExecPlugin {
  readonly apiVersion: string;
  readonly command: string;
  readonly args?: readonly string[] | null;
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null;
  readonly installHint?: string;
  readonly provideClusterInfo?: boolean;
}

export interface ConfiguredUser {
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly "client-certificate"?: string;
  readonly "client-certificate-data"?: string;
  readonly "client-key"?: string;
  readonly "client-key-data"?: string;
  readonly exec?: ExecPlugin;
  readonly "auth-provider"?: unknown;
  readonly as?: string;
}

interface ConfiguredContext {
  readonly cluster?: string;
  readonly user?: string;
  readonly namespace?: string;
}

/** An entry of one of a kubeconfig's lists, and the folder of its file: relative paths in it begin there. */
export interface Entry<T> {
  readonly value: T;
  readonly folder: string;
}

/** Kubeconfig files as one: of two entries with a name, and of two current contexts, the first counts. */
export interface Kubeconfig {
  readonly files: readonly string[];
  readonly current?: string;
  readonly clusters: ReadonlyMap<string, Entry<ConfiguredCluster>>;
  readonly users: ReadonlyMap<string, Entry<ConfiguredUser>>;
  readonly contexts: ReadonlyMap<string, Entry<ConfiguredContext>>;
}

/** Reads the files of a kubeconfig that are there; undefined where none is. */
export const readKubeconfig = async (paths: readonly string[]): Promise<Kubeconfig | undefined> => {
  const [clusters, users, contexts] = [new Map(), new Map(), new Map()];
  const files: string[] = [];
  let current: string | undefined;
  for (const path of paths) {
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw unreadable(path, error.message);
    });
    if (text === undefined) continue;
    files.push(path);
    const config = fieldsIn(path, text);
    current ??= textOr(config["current-context"]);
    addTo(clusters, config.clusters, "cluster", path);
    addTo(users, config.users, "user", path);
    addTo(contexts, config.contexts, "context", path);
  }
  if (files.length === 0) return undefined;
  return { files, clusters, users, contexts, ...(current !== undefined && { current }) };
};

const textOr = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const fieldsIn = (path: string, text: string): Readonly<Record<string, unknown>> => {
  let read: unknown;
  try {
    read = parse(text) ?? {};
  } catch (error) {
    throw unreadable(path, (error as Error).message.split("\n")[0]!);
  }
  if (typeof read !== "object" || Array.isArray(read)) throw unreadable(path, "it is no record");
  return read as Readonly<Record<string, unknown>>;
};

const addTo = (map: Map<string, Entry<unknown>>, list: unknown, kind: string, path: string): void => {
  for (const entry of Array.isArray(list) ? list : []) {
    const name = textOr(entry?.name);
    const value = entry?.[kind];
    if (name === undefined || map.has(name) || typeof value !== "object" || value === null) continue;
    map.set(name, { value, folder: dirname(resolve(path)) });
  }
};

const unreadable = (path: string, why: string): ClusterError =>
  new ClusterError("unreachable", `A kubeconfig is YAML that can be read: ${path} cannot, ${why}.`, {
    remedy: "`kubectl config view` shows whether kubectl reads it. KUBECONFIG, or `kubeconfig`, names another.",
  });
