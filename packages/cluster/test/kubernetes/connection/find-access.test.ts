import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { stringify } from "yaml";
import { findAccess } from "../../../src/kubernetes/connection/find-access.ts";

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kaviar-kubeconfig-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const written = (config: object | string, name = `config-${files++}`): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof config === "string" ? config : stringify(config));
  return path;
};

const base64 = (text: string) => Buffer.from(text).toString("base64");

const config = (user: object, cluster: object = {}) => ({
  "current-context": "lab",
  clusters: [{ name: "c", cluster: { server: "https://10.0.0.1:6443/", ...cluster } }],
  users: [{ name: "u", user }],
  contexts: [
    { name: "lab", context: { cluster: "c", user: "u", namespace: "research" } },
    { name: "plain", context: { cluster: "c", user: "u" } },
    { name: "broken", context: { cluster: "nowhere", user: "u" } },
  ],
});

const messageOf = (asked: Parameters<typeof findAccess>[0]): Promise<string> =>
  findAccess(asked).then(
    () => "none",
    ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
  );

describe("where the cluster is and who asks", () => {
  it("is the current context of a kubeconfig, or the one that is named", async () => {
    const kubeconfig = written(
      config({ token: "t" }, { "certificate-authority-data": base64("CA"), "tls-server-name": "k" }),
    );
    const { credentials, ...access } = await findAccess({ kubeconfig });
    expect(access).toEqual({
      server: "https://10.0.0.1:6443",
      namespace: "research",
      trustsAnybody: false,
      authority: "CA",
      serverName: "k",
    });
    expect(await credentials()).toEqual({ token: "t" });
    expect((await findAccess({ kubeconfig, context: "plain" })).namespace).toBe("default");
  });

  it("is found in all files of KUBECONFIG, of which the first that has something counts", async () => {
    mkdirSync(join(folder, "sub"));
    written("from a file", "sub/ca.crt");
    const first = written({ "current-context": "second", users: [{ name: "u", user: { token: "first" } }] });
    const second = written(
      {
        ...config({ token: "not asked" }, { server: "https://b", "certificate-authority": "ca.crt" }),
        contexts: [{ name: "second", context: { cluster: "c", user: "u" } }],
      },
      "sub/config",
    );
    vi.stubEnv("KUBECONFIG", [first, join(folder, "not there"), second].join(delimiter));
    const access = await findAccess({});
    expect([access.server, access.authority]).toEqual(["https://b", "from a file"]);
    expect(await access.credentials()).toEqual({ token: "first" });
  });

  it("reads certificates from files beside the kubeconfig, and a token's file whenever it is asked for", async () => {
    written("CERT", "me.crt");
    const token = written("one\n", "token");
    const kubeconfig = written(
      config({ "client-certificate": "me.crt", "client-key-data": base64("KEY"), tokenFile: "token" }),
    );
    const { credentials } = await findAccess({ kubeconfig });
    expect(await credentials()).toEqual({ certificate: "CERT", key: "KEY", token: "one" });
    writeFileSync(token, "two");
    expect((await credentials()).token).toBe("two");
    const basic = await findAccess({ kubeconfig: written(config({ username: "a", password: "b" })) });
    expect(await basic.credentials()).toEqual({ basic: base64("a:b") });
  });

  it("is what a program says, until that is over or refused", async () => {
    const script = `
      const { spec, apiVersion } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
      const fs = require("node:fs");
      fs.appendFileSync(process.argv[1], "x");
      const runs = fs.readFileSync(process.argv[1], "utf8").length;
      const token = [process.env.REALM, runs, spec.cluster.server, spec.interactive].join(" ");
      const expirationTimestamp = new Date(Date.now() + (runs === 2 ? 0 : 3600_000)).toISOString();
      console.log(JSON.stringify({ apiVersion, kind: "ExecCredential", status: { token, expirationTimestamp } }));`;
    const exec = {
      apiVersion: "client.authentication.k8s.io/v1beta1",
      command: process.execPath,
      args: ["-e", script, join(folder, "runs")],
      env: [{ name: "REALM", value: "lab" }],
      provideClusterInfo: true,
    };
    const { credentials } = await findAccess({ kubeconfig: written(config({ exec })) });
    const said = (run: number) => ({ token: `lab ${run} https://10.0.0.1:6443/ false` });
    expect(await credentials()).toEqual(said(1));
    expect(await credentials()).toEqual(said(1));
    expect(await credentials(true)).toEqual(said(2));
    expect(await credentials()).toEqual(said(3));
    expect(await credentials()).toEqual(said(3));
  });

  it("says what a program lacks or complains of, and never what it printed", async () => {
    const apiVersion = "client.authentication.k8s.io/v1";
    const why = async (exec: object) => {
      const { credentials } = await findAccess({ kubeconfig: written(config({ exec: { apiVersion, ...exec } })) });
      return credentials().catch(({ message }: Error) => message);
    };
    expect(await why({ command: "no-such-login", installHint: "Install it." })).toBe(
      'The kubeconfig\'s program "no-such-login" has to say who asks: it is not there.\nInstall it.',
    );
    const node = (text: string) => why({ command: process.execPath, args: ["-e", text] });
    expect(await node('console.error("session expired"); process.exit(1)')).toContain(
      "has to say who asks: session expired.",
    );
    expect(await node('console.log("s3cret")')).toContain("it printed no ExecCredential with a status.");
    expect(await node('console.log("s3cret")')).not.toContain("s3cret");
  });

  it("is the pod's own account inside a cluster, where there is no kubeconfig", async () => {
    vi.stubEnv("KUBECONFIG", join(folder, "not there"));
    vi.stubEnv("KUBERNETES_SERVICE_HOST", "");
    expect(await messageOf({})).toContain(`unreachable: A cluster is found by a kubeconfig: there is no \`${folder}`);
  });

  it.each([
    ["what is no YAML", "a: [", {}, "is YAML that can be read"],
    ["what is no record", "just text", {}, "it is no record"],
    ["no current context", { contexts: [] }, {}, "lacks a current context; it has none."],
    ["another context", config({}), { context: "lba" }, "lacks the context lba; it has `lab`, `plain`, `broken`."],
    ["a cluster that is not there", config({}), { context: "broken" }, "lacks a server for the cluster nowhere"],
    ["a proxy", config({}, { "proxy-url": "socks5://p" }), {}, "has the proxy socks5://p"],
    ["no https", config({}, { server: "ftp://p" }), {}, "an address with https: the kubeconfig has ftp://p."],
    ["somebody to act as", config({ as: "root" }), {}, "has a token, a certificate or `exec`: got `as`."],
    ["an old plugin", config({ "auth-provider": { name: "gcp" } }), {}, "got `auth-provider`."],
    ["a lost file", config({ token: "t" }, { "certificate-authority": "gone.crt" }), {}, "has to be there: ENOENT"],
  ])("refuses a kubeconfig with %s", async (_, text, more, words) => {
    const said = await messageOf({ kubeconfig: written(text), ...more });
    expect(said).toMatch(/^unreachable: /);
    expect(said).toContain(words);
  });
});
