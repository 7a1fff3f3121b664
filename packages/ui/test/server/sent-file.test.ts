import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy, float, openStorage, type Storage, type Study, studyFolder } from "@kaviar/tune";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Dashboard, openDashboard } from "../../src/index.ts";
import { type Asked, enter, get as getFrom } from "./client.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-sent-"));
let storage: Storage;
let study: Study;
let dashboard: Dashboard;
let cookie: string;
const large = randomBytes(20 * 2 ** 20);
const png = Buffer.from("89504e470d0a1a0a0000", "hex");

const get = (path: string, asked: Asked = {}) => getFrom(dashboard, path, { headers: { cookie }, ...asked });
const idOf = (trial: number, name: string) => study.trials[trial]!.artifacts.find((each) => each.name === name)!.id;
const at = (trial: number, name: string) => `/api/studies/1/trials/${trial}/artifacts/${idOf(trial, name)}`;
const ofStudy = async (id = 1) =>
  studyFolder(storage.folder!, (await storage.studies()).find((each) => each.id === id)!);

beforeAll(async () => {
  storage = await openStorage(`sqlite:${join(folder, "studies.db")}`);
  study = (await createStudy({ name: "net", storage, seed: 1 })) as unknown as Study;
  await study.optimize(
    { x: float(0, 1) },
    async (_, trial) => {
      if (trial.number === 0) {
        await trial.artifact("page.html", "<script>alert(1)</script>");
        await trial.artifact("picture.svg", "<svg onload='alert(1)'/>");
        await trial.artifact("picture.png", png);
        await trial.artifact("кривая \"1\" 100%; a='b'.csv", "x");
        await trial.artifact("large.bin", large);
        await trial.artifact("empty", "");
      } else await trial.artifact("other.txt", "of the other");
      return 1;
    },
    { trials: 2 },
  );
  mkdirSync(join(await ofStudy(), "logs"));
  writeFileSync(join(await ofStudy(), "logs", "1.txt"), "epoch 1\n<script>\n");
  dashboard = await openDashboard({ storage, port: 0 });
  cookie = await enter(dashboard);
});

afterAll(async () => {
  await dashboard.close();
  await study.close();
  await storage.close();
  rmSync(folder, { recursive: true });
});

describe("an artifact", () => {
  it("comes as something to be saved, that nobody reads as a page, and that may do nothing where it is opened", async () => {
    const { status, headers, body } = await get(at(0, "page.html"));
    expect([status, String(body)]).toEqual([200, "<script>alert(1)</script>"]);
    expect(headers).toMatchObject({
      "content-type": "application/octet-stream",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
      "content-disposition": `attachment; filename="page.html"; filename*=UTF-8''page.html`,
      "cross-origin-resource-policy": "same-origin",
      "content-length": "25",
    });
    expect((await get(at(0, "picture.svg"))).headers["content-type"]).toBe("application/octet-stream");
    const picture = await get(at(0, "picture.png"));
    expect([picture.headers["content-type"], picture.body]).toEqual(["image/png", png]);
    expect((await get(at(0, "empty"))).body).toHaveLength(0);
    expect(await get(at(0, "large.bin"), { method: "HEAD" })).toMatchObject({
      status: 200,
      body: Buffer.alloc(0),
      headers: { "content-length": String(large.length) },
    });
  });

  it("keeps its name, whatever is in it", async () => {
    const { headers } = await get(at(0, "кривая \"1\" 100%; a='b'.csv"));
    expect(headers["content-disposition"]).toBe(
      `attachment; filename="________1__100___a__b_.csv"; filename*=UTF-8''${encodeURIComponent("кривая ")}%221%22%20100%25%3B%20a%3D%27b%27.csv`,
    );
    const hostile = 'a"\r\nSet-Cookie: b=1\r\n\r\n<html>/../../x\ud800';
    await storage.update(1, 1, {
      attributes: { [`kaviar:artifact:${hostile}`]: { id: idOf(1, "other.txt"), size: 1 } },
    });
    const sent = await get(at(1, "other.txt"));
    expect([sent.status, sent.headers["set-cookie"], String(sent.body)]).toEqual([200, undefined, "of the other"]);
    expect(sent.headers["content-disposition"]).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w%.-]+$/);
  });

  it("comes whole where it is large, and costs nothing where nobody waits for it", async () => {
    expect((await get(at(0, "large.bin"))).body.equals(large)).toBe(true);
    const open = () => (process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0);
    const before = open();
    for (let i = 0; i < 5; i++) {
      await new Promise<void>((left) => {
        const sent = request({ port: dashboard.port, path: at(0, "large.bin"), headers: { cookie } }, (response) => {
          response.once("data", () => {
            response.destroy();
            left();
          });
        });
        sent.end();
      });
    }
    await expect.poll(open).toBeLessThanOrEqual(before + 1);
  });

  it("is found by its id in the list of its own trial, and by nothing else", async () => {
    const id = idOf(0, "page.html");
    const paths = [
      `/api/studies/1/trials/1/artifacts/${id}`,
      `/api/studies/2/trials/0/artifacts/${id}`,
      `/api/studies/1/trials/0/artifacts/${"a".repeat(64)}`,
      `/api/studies/1/trials/0/artifacts/${id.toUpperCase()}`,
      `/api/studies/1/trials/0/artifacts/${id}/`,
      `/api/studies/1/trials/0/artifacts/${id}?x`,
      `/api/studies/1/trials/0/artifacts/${id}%00`,
      "/api/studies/1/trials/0/artifacts/page.html",
      "/api/studies/1/trials/0/artifacts/../../studies.db",
      "/api/studies/1/trials/0/artifacts/..%2f..%2fstudies.db",
      "/api/studies/1/trials/0/artifacts/%2e%2e%2fstudies.db",
      "/api/studies/1/trials/0/artifacts/..%5c..%5cstudies.db",
      "/api/studies/1/trials/0/artifacts/%252e%252e%252fstudies.db",
      "/api/studies/1/trials/0/artifacts/..%c0%afstudies.db",
      "/api/studies/1/trials/0/artifacts//etc/passwd",
      "/api/studies/1/trials/..%2f1/log",
      "/api/studies/1/trials/0/../1/log",
      "/api/studies/1/trials/1e0/log",
      "/api/studies/1/trials/1/log/../../x",
      "/api/studies/1/trials/999999999999999/log",
    ];
    for (const path of paths) expect([path, (await get(path)).status]).toEqual([path, 404]);
    expect((await get(at(0, "page.html"), { headers: {} })).status).toBe(401);
    expect((await get(at(0, "page.html"), { method: "POST" })).status).toBe(405);
  });

  it("is not there where its file is missing, or its study was deleted meanwhile", async () => {
    const other = await createStudy({ name: "other", storage, seed: 1 });
    await other.optimize({ x: float(0, 1) }, async (_, trial) => trial.artifact("a", "b").then(() => 1), { trials: 1 });
    const { id } = other.trials[0]!.artifacts[0]!;
    const path = `/api/studies/2/trials/0/artifacts/${id}`;
    expect((await get(path)).status).toBe(200);
    rmSync(join(await ofStudy(2), "artifacts", id));
    expect((await get(path)).status).toBe(404);
    await other.close();
    await storage.deleteStudy(2);
    expect((await get(path)).status).toBe(404);
  });
});

it("tells of a trial what it has handed in, and what it printed", async () => {
  const facts = JSON.parse(String((await get("/api/studies/1/trials/0")).body));
  expect(facts.artifacts.map(({ name }: { name: string }) => name)).toContain("picture.png");
  expect(facts.attributes).toEqual([]);
  const log = await get("/api/studies/1/trials/1/log");
  expect([log.headers["content-type"], String(log.body)]).toEqual([
    "application/json",
    JSON.stringify({ text: "epoch 1\n<script>\n" }),
  ]);
  expect(String((await get("/api/studies/1/trials/0/log")).body)).toBe("{}");
  expect((await get("/api/studies/1/trials/2/log")).status).toBe(404);
});
