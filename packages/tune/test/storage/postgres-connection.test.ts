import { afterAll, beforeAll, expect, it } from "vitest";
import { openStorage } from "../../src/storage/open-storage.ts";
import { type Connection, connect } from "../../src/storage/postgres-connection.ts";
import { type CuttingProxy, cuttingProxy } from "./cutting-proxy.ts";
import { testServer } from "./postgres-server.ts";

let server: Awaited<ReturnType<typeof testServer>>;
let proxy: CuttingProxy;
let db: Connection;
beforeAll(async () => {
  server = await testServer();
  proxy = await cuttingProxy(server.url);
  db = await connect(proxy.url);
}, 60_000);
afterAll(async () => {
  await db.close();
  await proxy.stop();
  await server.stop();
});

// A prepared statement with three rows is answered by eight messages when it is new, and by six when it is known.
it.each(Array.from({ length: 9 }, (_, cut) => cut))(
  "reads an answer that breaks after %i messages whole",
  async (cut) => {
    proxy.cutAfter(cut);
    const asked = await Promise.all([
      db.query("select g, 'first' from generate_series(1, 3) as g", () => []),
      db.query("select g, 'second' from generate_series(1, 2) as g", () => []),
      db.query("select 1 where false", () => []),
    ]);
    expect(asked).toEqual([
      [
        [1, "first"],
        [2, "first"],
        [3, "first"],
      ],
      [
        [1, "second"],
        [2, "second"],
      ],
      [],
    ]);
    expect(proxy.hasCut).toBe(true);
    expect(await db.query("select 2 where false", () => [])).toEqual([]);
  },
);

it("reads the answer behind a statement that failed in the middle of its own", async () => {
  const failing = db.query("select 1 / (2 - g) from generate_series(1, 3) as g", () => []).catch((error) => error.code);
  const behind = db.query("select g from generate_series(1, 4) as g", () => []);
  expect(await failing).toBe("22012");
  expect(await behind).toEqual([[1], [2], [3], [4]]);
});

it("asks, fills and tells a trial once, wherever an answer breaks", async () => {
  const storage = await openStorage(proxy.url);
  const draft = { name: "cut", directions: ["minimize" as const], seed: 1, createdAt: 1, attributes: {} };
  const { study } = await storage.openStudy(draft);
  const cuts = Array.from({ length: 8 }, (_, cut) => cut);
  for (const cut of cuts) {
    proxy.cutAfter(cut);
    // Every other trial has its point in the step that claims it.
    const isAhead = cut % 2 === 1;
    const ahead = { number: cut, patch: { params: { x: cut }, dimensions: [], seen: 1 } };
    const claimed = await storage.claim(study.id, { owner: "me", startedAt: 1, ...(isAhead && { ahead }) });
    expect(claimed).toMatchObject({ number: cut, params: isAhead ? { x: cut } : {} });
    proxy.cutAfter(cut);
    const filled = await storage.update(study.id, cut, { params: { x: cut } }, { owner: "me" });
    expect(filled).toMatchObject({ number: cut, params: { x: cut } });
    proxy.cutAfter(cut);
    expect(await storage.report(study.id, cut, 0, [cut], "me")).toBe(true);
    proxy.cutAfter(cut);
    const { trials } = await storage.changes(study.id, 0);
    expect(trials.map(({ number }) => number).sort((a, b) => a - b)).toEqual(cuts.slice(0, cut + 1));
    proxy.cutAfter(cut);
    const told = await storage.update(study.id, cut, { state: "complete", values: [cut] }, { owner: "me" });
    expect(told).toMatchObject({ state: "complete", values: [cut] });
  }
  proxy.cutAfter(Infinity);
  const { trials, reports } = await storage.changes(study.id, 0);
  expect(trials.map(({ state, attempt }) => [state, attempt])).toEqual(cuts.map(() => ["complete", 1]));
  expect(reports.length).toBe(cuts.length);
  await storage.close();
}, 60_000);
