import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { shown } from "@kaviar/base/error";
import { ClusterError } from "../../error.ts";
import type { Credentials } from "./access.ts";
import type { ExecPlugin } from "./kubeconfig.ts";

/** The cluster as a program is told about it, where it wants to know. */
export interface PluginCluster {
  readonly server: string;
  readonly authority?: string;
}

/** What a program may take, in milliseconds: it may have to ask a service far away, but nobody is there to log in. */
const patience = 60_000;

/**
 * Who asks, as a program says it, and until when it holds: "client-go credential plugins", versions v1alpha1 to v1 of
 * client.authentication.k8s.io.
 */
export const runPlugin = async (
  plugin: ExecPlugin,
  folder: string,
  { server, authority }: PluginCluster,
): Promise<{ readonly credentials: Credentials; readonly until: number }> => {
  const cluster = {
    server,
    ...(authority && { "certificate-authority-data": Buffer.from(authority).toString("base64") }),
  };
  const info = {
    apiVersion: plugin.apiVersion,
    kind: "ExecCredential",
    spec: { interactive: false, ...(plugin.provideClusterInfo && { cluster }) },
  };
  const own = Object.fromEntries((plugin.env ?? []).map(({ name, value }) => [name, value]));
  const output = await run(plugin, folder, { ...own, KUBERNETES_EXEC_INFO: JSON.stringify(info) });
  const status = statusIn(plugin, output);
  const { token, clientCertificateData, clientKeyData, expirationTimestamp } = status;
  return {
    credentials: {
      ...(token && { token }),
      ...(clientCertificateData && { certificate: clientCertificateData }),
      ...(clientKeyData && { key: clientKeyData }),
    },
    until: expirationTimestamp ? Date.parse(expirationTimestamp) : Number.POSITIVE_INFINITY,
  };
};

const run = (plugin: ExecPlugin, folder: string, env: Readonly<Record<string, string>>): Promise<string> =>
  new Promise((done, fail) => {
    // As kubectl has it: what is a path begins beside the kubeconfig, a name alone is looked for in PATH.
    const command = /[\\/]/.test(plugin.command) ? resolve(folder, plugin.command) : plugin.command;
    const settings = { env: { ...process.env, ...env }, timeout: patience, maxBuffer: 2 ** 22 };
    execFile(command, [...(plugin.args ?? [])], settings, (error, output, complaint) => {
      if (error === null) return done(output);
      const why = error.code === "ENOENT" ? "it is not there" : complaint.trim().split("\n")[0] || error.message;
      fail(failed(plugin, why));
    });
  });

const statusIn = (plugin: ExecPlugin, output: string): Readonly<Record<string, string>> => {
  try {
    const status = JSON.parse(output)?.status;
    if (typeof status === "object" && status !== null) return status;
  } catch {
    // Said below.
  }
  // What it did print may hold a secret.
  throw failed(plugin, "it printed no ExecCredential with a status");
};

const failed = ({ command, installHint }: ExecPlugin, why: string): ClusterError =>
  new ClusterError("unreachable", `The kubeconfig's program ${shown(command)} has to say who asks: ${why}.`, {
    remedy: installHint?.trim() || "Log in with it by hand, then try again.",
  });
