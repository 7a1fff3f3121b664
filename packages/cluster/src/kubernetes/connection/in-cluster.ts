import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Access } from "./access.ts";

/** Where a pod finds who it is; another folder is for tests. */
const usualFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/** The cluster that this process runs on as a pod, as its service account; undefined elsewhere. */
export const accessInCluster = async (folder = usualFolder): Promise<Access | undefined> => {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = "443" } = process.env;
  const read = (name: string) => readFile(join(folder, name), "utf8").catch(() => undefined);
  const [authority, namespace] = [await read("ca.crt"), await read("namespace")];
  if (!host || (await read("token")) === undefined) return undefined;
  return {
    server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    namespace: namespace?.trim() || "default",
    trustsAnybody: false,
    ...(authority !== undefined && { authority }),
    // It is written anew every hour or so.
    credentials: async () => ({ token: ((await read("token")) ?? "").trim() }),
  };
};
