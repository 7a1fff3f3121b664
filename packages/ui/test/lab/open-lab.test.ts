import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, openLab, UiError } from "../../src/index.ts";
import { get } from "../server/client.ts";

let lab: Lab;

beforeAll(async () => {
  lab = await openLab({ port: 0 });
});

afterAll(() => lab.close());

describe("openLab", () => {
  it("hands out each of its files with its type, and its page at /", async () => {
    const names = readdirSync(fileURLToPath(new URL("../../dist/lab-site", import.meta.url)));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names.map((file) => file.replace(/\.gz$/, ""))) {
      const { status, headers, body } = await get(lab, `/${name}`);
      expect([name, status]).toEqual([name, 200]);
      expect(headers["content-type"]).not.toBe("application/octet-stream");
      expect(headers["content-length"]).toBe(String(body.length));
    }
    expect((await get(lab, "/")).body).toEqual((await get(lab, "/index.html")).body);
    expect((await get(lab, "/ort-wasm-simd-threaded.wasm")).headers).toMatchObject({
      "content-type": "application/wasm",
      "content-encoding": "gzip",
    });
    expect((await get(lab, "/", { method: "HEAD" })).body).toHaveLength(0);
  });

  it("lets scripts of its own and WebAssembly run, and nothing be asked of anybody else", async () => {
    const policy = (await get(lab, "/")).headers["content-security-policy"];
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("worker-src 'self'");
  });

  it.each([
    "/../package.json",
    "/..%2fpackage.json",
    "/%2e%2e/package.json",
    "/..\\package.json",
    "//etc/passwd",
    "/./index.html",
    "/index.html/",
    "/index.html%00.js",
    "/lab.js.map",
    "/favicon.ico",
    `/${"a".repeat(8_000)}`,
  ])("has nothing at %s", async (path) => {
    expect((await get(lab, path)).status).toBe(404);
  });

  it("changes nothing", async () => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH"])
      expect((await get(lab, "/", { method, body: "x" })).status).toBe(405);
  });

  it("says what is wrong with its options, and with a port that is taken", async () => {
    await expect(openLab({ port: 70_000 })).rejects.toThrow(UiError);
    await expect(openLab({ prot: 1 } as never)).rejects.toThrow("prot");
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    await expect(openLab({ port })).rejects.toMatchObject({ code: "port-taken" });
    other.close();
  });
});
