import { createStudy, float, openStorage } from "@kaviar/tune";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testServer } from "./postgres-server.ts";

let server: Awaited<ReturnType<typeof testServer>>;
let sql: ReturnType<typeof postgres>;
beforeAll(async () => {
  server = await testServer();
  sql = postgres(server.url, { max: 1, onnotice: () => {} });
}, 60_000);
afterAll(async () => {
  await sql.end();
  await server.stop();
});

it("has one owner at a time watch over all machines, and each over its own", async () => {
  const owners = ["a", "b", "b2", "c"].map((id) => ({
    id: `${id} ${process.pid}`,
    host: `host ${id[0]}`,
    pid: 1,
    boot: "x",
  }));
  const storages = await Promise.all(owners.map(() => openStorage(server.url)));
  const ids = owners.map(({ id }) => id);
  const watched = async (i: number) =>
    (await storages[i]!.watched!(owners[i]!)).flatMap(({ id }) => (ids.includes(id) ? [ids.indexOf(id)] : [])).sort();
  for (const [i, owner] of owners.entries()) expect(await storages[i]!.beat(owner)).toBeGreaterThan(i);
  expect(await watched(0)).toEqual([0, 1, 2, 3]);
  expect(await watched(1)).toEqual([1, 2]);
  expect(await watched(3)).toEqual([3]);
  // Who watches over all goes without a word: the next who looks takes its place.
  await storages[0]!.close();
  expect(await watched(3)).toEqual([0, 1, 2, 3]);
  expect(await watched(1)).toEqual([1, 2]);
  for (const { id } of owners) await storages[1]!.release(id, { attempts: 2, error: "" });
  for (const storage of storages.slice(1)) await storage.close();
});

it("takes one connection where trials run in processes of their own, and one more to beat beside a closure", async () => {
  const connections = async () => {
    const [row] = await sql`select count(*)::int as count from pg_stat_activity where application_name like 'kaviar%'
      and pid <> pg_backend_pid()`;
    return row!.count as number;
  };
  const before = await connections();
  const study = await createStudy({ name: `connections ${process.pid}`, storage: server.url, seed: 1 });
  const space = { x: float(0, 1) };
  const during: number[] = [];
  await study.optimize(space, { command: ["sh", "-c", "echo 1"] }, { trials: 2, workers: 2 });
  expect((await connections()) - before).toBe(1);
  await study.optimize(
    space,
    async ({ x }) => {
      during.push((await connections()) - before);
      await new Promise((done) => setTimeout(done, 300));
      return x;
    },
    { trials: 4 },
  );
  expect(during.at(-1)).toBe(2);
  await study.close();
});
