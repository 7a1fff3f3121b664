import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ClusterError } from "../../error.ts";
import type { Credentials } from "./access.ts";
import { type PluginCluster, runPlugin } from "./exec-plugin.ts";
import type { ConfiguredUser, Entry } from "./kubeconfig.ts";

/** What stands in a kubeconfig itself, in base64, or else in a file beside it. */
export const fileOr = async (
  data: string | undefined,
  path: string | undefined,
  folder: string,
): Promise<string | undefined> => {
  if (data) return Buffer.from(data, "base64").toString("utf8");
  if (!path) return undefined;
  const file = resolve(folder, path);
  return readFile(file, "utf8").catch((error: Error) => {
    throw new ClusterError("unreachable", `A file that a kubeconfig names has to be there: ${error.message}.`);
  });
};

/** Who asks, by a user of a kubeconfig. A token in a file, and what a program said, change: they are read when asked for. */
export const userOf = (
  { value: user, folder }: Entry<ConfiguredUser>,
  cluster: PluginCluster,
): ((renew?: boolean) => Promise<Credentials>) => {
  const refused = user.as ? "`as`" : user["auth-provider"] ? "`auth-provider`" : undefined;
  if (refused !== undefined)
    throw new ClusterError(
      "unreachable",
      `A user of a kubeconfig has a token, a certificate or \`exec\`: got ${refused}.`,
      {
        remedy: "`kubectl proxy` acts as that user for others: name its address, http://127.0.0.1:8001, as the server.",
      },
    );
  let said: { readonly credentials: Credentials; readonly until: number } | undefined;
  return async (renew = false) => {
    if (user.exec !== undefined && (renew || said === undefined || said.until < Date.now() + 60_000))
      said = await runPlugin(user.exec, folder, cluster);
    const token = user.token || (await fileOr(undefined, user.tokenFile, folder))?.trim();
    const certificate = await fileOr(user["client-certificate-data"], user["client-certificate"], folder);
    const key = await fileOr(user["client-key-data"], user["client-key"], folder);
    return {
      ...(token && { token }),
      ...(user.username && { basic: Buffer.from(`${user.username}:${user.password ?? ""}`).toString("base64") }),
      ...(certificate && { certificate }),
      ...(key && { key }),
      ...said?.credentials,
    };
  };
};
