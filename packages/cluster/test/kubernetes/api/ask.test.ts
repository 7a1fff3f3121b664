import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, find, get } from "../../../src/kubernetes/api/ask.ts";
import { findAccess } from "../../../src/kubernetes/connection/find-access.ts";
import { certificate, type FakeApi, startFakeApi } from "../fake-api.ts";

const version = { method: "GET", path: "/version" } as const;

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());

const accessOf = (user?: object, cluster?: object) => findAccess({ kubeconfig: api.kubeconfig(user, cluster) });

const messageOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => "none",
    ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
  );

const asked = (): number => api.requests.filter((line) => line === "GET /version").length;

describe("asking the API", () => {
  it("is done as somebody with a token, or with a certificate, or with none", async () => {
    const data = (name: string) => Buffer.from(certificate(name)).toString("base64");
    const user = { "client-certificate-data": data("client.crt"), "client-key-data": data("client.key") };
    for (const each of [{ token: "tuner" }, user])
      expect(await ask(await accessOf(each), version)).toMatchObject({ ok: true, value: { major: "1", minor: "30+" } });
    expect(await messageOf(get(await accessOf({}), version, "to say its version"))).toBe(
      "refused: The cluster has to know who asks to say its version: it answered 401, Unauthorized.\n" +
        "Log in again, as for kubectl; `kubectl get jobs` says whether that worked.",
    );
  });

  it("asks who it is once more after a 401", async () => {
    const script = `
      const fs = require("node:fs");
      fs.appendFileSync(process.argv[1], "x");
      const token = fs.readFileSync(process.argv[1], "utf8") === "x" ? "expired" : "tuner";
      console.log(JSON.stringify({ status: { token } }));`;
    const exec = { apiVersion: "v1", command: process.execPath, args: ["-e", script, `${api.folder}/runs`] };
    expect(await ask(await accessOf({ exec }), version)).toMatchObject({ ok: true });
  });

  it("asks again what broke off or had no time for it, and not more than five times", async () => {
    const access = await accessOf();
    const before = asked();
    api.disturb(/version/, "reset", { code: 503 }, { code: 429, headers: { "retry-after": "0" } });
    expect(await ask(access, version)).toMatchObject({ ok: true });
    expect(asked() - before).toBe(4);
    api.disturb(/version/, ...Array.from({ length: 5 }, () => ({ code: 503 }) as const));
    expect(await messageOf(get(access, version, "to say its version"))).toContain(
      "unreachable: The API of the cluster has to have time to say its version: it answered 503, a failure of the test.",
    );
    expect(asked() - before).toBe(9);
    expect(await ask(access, version)).toMatchObject({ ok: true });
  });

  it("says which field of what it was sent is wrong", async () => {
    const details = {
      causes: [
        { reason: "FieldValueRequired", message: "Required value", field: "spec.template.spec.containers[0].image" },
        { reason: "FieldValueInvalid", message: "Invalid value: -1: must be positive", field: "spec.parallelism" },
      ],
    };
    api.disturb(/version/, { code: 422, status: { reason: "Invalid", message: "Job.batch is invalid: …", details } });
    expect(await messageOf(get(await accessOf(), version, "to make a Job"))).toBe(
      "refused: What Kubernetes is asked has to keep its laws to make a Job: it answered 422, spec.template.spec.containers[0].image: " +
        "Required value; spec.parallelism: Invalid value: -1: must be positive.\n" +
        "Mend the field that it names; `--dry-run` shows what is handed in.",
    );
  });

  it("says who may not do what", async () => {
    const message = 'jobs.batch is forbidden: User "ann" cannot create resource "jobs" in API group "batch"';
    api.disturb(/version/, { code: 403, status: { reason: "Forbidden", message } });
    const said = await messageOf(get(await accessOf(), version, "to make a Job"));
    expect(said).toContain(`refused: Whoever asks has to have the right to make a Job: it answered 403, ${message}.`);
  });

  it("finds nothing where nothing is", async () => {
    const path = "/api/v1/namespaces/default/pods/gone";
    expect(await find(await accessOf(), { method: "GET", path }, "to show a pod")).toBeUndefined();
  });

  it("does not believe a certificate that nobody it trusts has signed, unless it is told to", async () => {
    const nobody = { "certificate-authority-data": undefined };
    expect(await messageOf(ask(await accessOf(undefined, nobody), version))).toMatch(
      /^unreachable: The certificate of https:.* has to be signed by whom this system trusts: self-signed certificate/,
    );
    const careless = { ...nobody, "insecure-skip-tls-verify": true };
    expect(await ask(await accessOf(undefined, careless), version)).toMatchObject({ ok: true });
    const elsewhere = { "tls-server-name": "k8s.lab" };
    expect(await messageOf(ask(await accessOf(undefined, elsewhere), version))).toContain(
      "whom the kubeconfig trusts: ",
    );
  });

  it("gives up a connection on which nothing comes, and a server that is not there", async () => {
    const access = await accessOf();
    const before = asked();
    api.disturb(/version/, "silence");
    expect(await messageOf(ask(access, version, 100))).toContain(`at ${api.address}: it said nothing for 0.1 s.`);
    expect(asked() - before).toBe(1);
    const none = await accessOf(undefined, { server: "https://127.0.0.1:1" });
    expect(await messageOf(ask(none, version))).toContain("connect ECONNREFUSED 127.0.0.1:1, 5 times.");
  });

  it("takes what `kubectl proxy` hands on without encryption, and what something before the API says", async () => {
    const proxy = createServer((request, response) => {
      response.statusCode = request.url === "/version" ? 200 : 407;
      response.end(request.url === "/version" ? `{"major":"1"}` : "<h1>Log in first</h1>\n<p>…");
    }).listen(0, "127.0.0.1");
    await new Promise((listening) => proxy.once("listening", listening));
    const server = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const access = await accessOf({}, { server });
    expect(await get(access, version, "to say its version")).toEqual({ major: "1" });
    const said = await messageOf(get(access, { method: "GET", path: "/api" }, "to show it"));
    expect(said).toContain("it answered 407, <h1>Log in first</h1>.");
    proxy.closeAllConnections();
    await new Promise((closed) => proxy.close(closed));
  });
});
