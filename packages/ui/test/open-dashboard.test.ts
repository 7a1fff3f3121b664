import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStorage } from "@kaviar/tune";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDashboard, UiError } from "../src/index.ts";
import { digits, inMemory } from "./studies.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-ui-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it("opens a storage by its address, says what is there, changes nothing in it, and closes", async () => {
  const file = join(folder, "kaviar.db");
  const storage = await openStorage(`sqlite:${file}`);
  await (await digits(storage, 20)).close();
  await storage.close();
  const before = await readFile(file);

  const dashboard = await openDashboard({ storage: `sqlite:${file}`, port: 0 });
  const [study] = dashboard.studies;
  expect(study).toMatchObject({ name: "digits", aims: "minimize", trials: 20, connected: [] });
  expect(study!.counts.complete + study!.counts.failed).toBe(20);
  const entered = await fetch(dashboard.url, { redirect: "manual" });
  const cookie = entered.headers.get("set-cookie")!.split(";")[0]!;
  const columns = await fetch(`http://127.0.0.1:${dashboard.port}/api/studies/${study!.id}/columns`, {
    headers: { cookie },
  });
  expect(columns.status).toBe(200);
  expect((await fetch(dashboard.url, { redirect: "manual" })).status).toBe(401);
  expect((await fetch(dashboard.link(), { redirect: "manual" })).status).toBe(303);
  await dashboard.close();
  await expect(fetch(dashboard.url)).rejects.toThrow();
  expect((await readFile(file)).equals(before)).toBe(true);
});

it("takes the port that is named, and says so where it is taken", async () => {
  const storage = await inMemory();
  const first = await openDashboard({ storage, port: 0 });
  const second = openDashboard({ storage, port: first.port });
  await expect(second).rejects.toThrow(UiError);
  await expect(second).rejects.toMatchObject({ code: "port-taken", fault: "world" });
  await first.close();
});

it("takes another port where none is named and the usual one is taken", async () => {
  const storage = await inMemory();
  const [first, second] = [await openDashboard({ storage }), await openDashboard({ storage })];
  expect(second.port).toBeGreaterThan(first.port);
  await Promise.all([first.close(), second.close()]);
});

it.each([
  [{ storage: "memory", prot: 1 }, "openDashboard has no option `prot`."],
  [
    { storage: "memory", port: 70_000 },
    "`port` of openDashboard must be a port, a whole number from 0 to 65535: got 70000.",
  ],
  [{ storage: 3 }, "`storage` of openDashboard must be"],
  [{ storage: "memory", allowChange: true }, "openDashboard has no option `allowChange`."],
])("refuses %j", async (given, says) => {
  await expect(openDashboard(given as never)).rejects.toThrow(says);
});

it("closes while pages look, and ends their streams", async () => {
  const storage = await inMemory();
  await digits(storage, 3);
  const dashboard = await openDashboard({ storage, port: 0 });
  const entered = await fetch(dashboard.url, { redirect: "manual" });
  const cookie = entered.headers.get("set-cookie")!.split(";")[0]!;
  const stream = await fetch(`http://127.0.0.1:${dashboard.port}/api/live`, { headers: { cookie } });
  const read = stream.text();
  await dashboard.close();
  await expect(read).rejects.toThrow();
});
