import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { accessInCluster } from "../../../src/kubernetes/connection/in-cluster.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-account-"));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it("is asked as the pod's account, whose token is read whenever it is asked for", async () => {
  vi.stubEnv("KUBERNETES_SERVICE_HOST", "fd00::1");
  vi.stubEnv("KUBERNETES_SERVICE_PORT", "6443");
  expect(await accessInCluster(folder)).toBeUndefined();
  for (const [name, text] of Object.entries({ token: "one", "ca.crt": "CA", namespace: "research" }))
    writeFileSync(join(folder, name), text);
  const { credentials, ...access } = (await accessInCluster(folder))!;
  expect(access).toEqual({
    server: "https://[fd00::1]:6443",
    namespace: "research",
    trustsAnybody: false,
    authority: "CA",
  });
  expect(await credentials()).toEqual({ token: "one" });
  writeFileSync(join(folder, "token"), "two");
  expect(await credentials()).toEqual({ token: "two" });
  vi.stubEnv("KUBERNETES_SERVICE_HOST", "");
  expect(await accessInCluster(folder)).toBeUndefined();
});
