import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { listed } from "@kaviar/base/text";
import { ClusterError } from "../../error.ts";
import type { Access } from "./access.ts";
import { accessInCluster } from "./in-cluster.ts";
import { type Kubeconfig, readKubeconfig } from "./kubeconfig.ts";
import { fileOr, userOf } from "./user.ts";

export interface Asked {
  readonly kubeconfig?: string;
  readonly context?: string;
}

/**
 * Finds the cluster as kubectl does: the kubeconfig that is named, or KUBECONFIG's files, or ~/.kube/config; without any of
 * them, inside a pod, the cluster that the pod runs on.
 */
export const findAccess = async ({ kubeconfig, context }: Asked): Promise<Access> => {
  const paths = kubeconfig !== undefined ? [kubeconfig] : usualPaths();
  const config = await readKubeconfig(paths);
  if (config !== undefined) return accessBy(config, context);
  const inside = kubeconfig === undefined && context === undefined ? await accessInCluster() : undefined;
  if (inside !== undefined) return inside;
  throw new ClusterError("unreachable", `A cluster is found by a kubeconfig: there is no ${listed(paths)}.`, {
    remedy: "It is what kubectl uses: whoever runs the cluster gives one out. KUBECONFIG names it.",
  });
};

const usualPaths = (): readonly string[] => {
  const named = (process.env.KUBECONFIG ?? "").split(delimiter).filter((path) => path !== "");
  return named.length > 0 ? named : [join(homedir(), ".kube", "config")];
};

const accessBy = async (config: Kubeconfig, asked: string | undefined): Promise<Access> => {
  const name = asked ?? config.current;
  if (name === undefined)
    throw lacking(config, "a current context", [...config.contexts.keys()], "`context` names one");
  const context = config.contexts.get(name)?.value;
  if (context === undefined) throw lacking(config, `the context ${name}`, [...config.contexts.keys()]);
  const cluster = config.clusters.get(context.cluster ?? "");
  const server = cluster?.value.server;
  if (cluster === undefined || server === undefined)
    throw lacking(config, `a server for the cluster ${context.cluster} of the context ${name}`, [
      ...config.clusters.keys(),
    ]);
  const { value, folder } = cluster;
  checkServer(server, value["proxy-url"]);
  const user = config.users.get(context.user ?? "");
  if (user === undefined && context.user)
    throw lacking(config, `the user ${context.user} of the context ${name}`, [...config.users.keys()]);
  const authority = await fileOr(value["certificate-authority-data"], value["certificate-authority"], folder);
  const about = { server, ...(authority && { authority }) };
  return {
    server: server.replace(/\/+$/, ""),
    namespace: context.namespace || "default",
    trustsAnybody: value["insecure-skip-tls-verify"] === true,
    credentials: user === undefined ? async () => ({}) : userOf(user, about),
    ...(authority !== undefined && { authority }),
    ...(value["tls-server-name"] && { serverName: value["tls-server-name"] }),
  };
};

const checkServer = (server: string, proxy: string | undefined): void => {
  if (proxy)
    throw new ClusterError(
      "unreachable",
      `A cluster is reached directly here: its kubeconfig has the proxy ${proxy}.`,
      {
        remedy: "Run `kubectl proxy`, and name its address, http://127.0.0.1:8001, as the server of a context.",
      },
    );
  if (!/^https?:\/\//.test(server) || !URL.canParse(server))
    throw new ClusterError("unreachable", `A cluster's server is an address with https: the kubeconfig has ${server}.`);
};

const lacking = (
  { files }: Kubeconfig,
  what: string,
  names: readonly string[],
  remedy = "`kubectl config get-contexts` shows them",
): ClusterError =>
  new ClusterError(
    "unreachable",
    `A kubeconfig says which cluster is meant: ${listed(files)} lacks ${what}; it has ${names.length === 0 ? "none" : listed(names)}.`,
    { remedy: `${remedy}.` },
  );
