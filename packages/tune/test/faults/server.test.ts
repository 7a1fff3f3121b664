import { createStudy, float, openStorage, random, type TuneError } from "@kaviar/tune";
import { afterAll, beforeAll, expect, it } from "vitest";
import { watch } from "../../src/study/owner.ts";
import { type Server, startServer } from "../storage/postgres-server.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterAll(() => server.stop());

it("goes on after the PostgreSQL server crashed three times in the middle of a study, every trial once", async () => {
  const study = await createStudy({ name: "restarted", storage: server.url, seed: 3, sampler: random() });
  const trials = 160;
  let ran = 0;
  let crashes = 0;
  const optimizing = study.optimize(
    { x: float(0, 1) },
    async ({ x }, trial) => {
      ran++;
      await trial.report(x, 0);
      await new Promise((done) => setTimeout(done, 5));
      return x;
    },
    { trials, concurrency: 4 },
  );
  for (; crashes < 3; crashes++) {
    await new Promise((done) => setTimeout(done, 150));
    await server.crash();
    await new Promise((done) => setTimeout(done, 100));
    await server.start();
  }
  await optimizing;
  console.log(`server crashed ${crashes} times; ${ran} runs for ${trials} trials`);
  expect(ran).toBe(trials);
  expect(study.trials.map(({ number, state }) => `${number} ${state}`)).toEqual(
    Array.from({ length: trials }, (_, i) => `${i} complete`),
  );
  expect(study.trials.every(({ reports }) => reports.length === 1)).toBe(true);
  await study.close();
}, 60_000);

it("does a change once whose answer was lost", async () => {
  // The server commits, and the connection breaks before it says so: the call is made again under the same name.
  const { default: postgres } = await import("postgres");
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  const storage = await openStorage(server.url);
  const { study } = await storage.openStudy({
    name: "lost",
    directions: ["minimize"],
    seed: 1,
    createdAt: 1,
    attributes: {},
  });
  const twice = async (call: (again: boolean) => string) => {
    const [first] = await sql.unsafe(call(false));
    const [second] = await sql.unsafe(call(true));
    expect(second).toEqual(first);
  };
  await twice((again) => `select * from kaviar_enqueue(${study.id}, 'a:1', ${again}, '{"x":1}', null, null, '{}')`);
  const claim = (operation: string, again: boolean, limit: string, ahead: string) =>
    `select * from kaviar_claim(${study.id}, '${operation}', ${again}, 'me', 1, ${limit}, ${ahead})`;
  const nothingAhead = Array.from({ length: 13 }, () => "null").join(", ");
  await twice((again) => claim("a:2", again, "null", nothingAhead));
  await twice((again) => claim("a:3", again, "2", nothingAhead));
  const ahead = `2, 'text', '[]', 'space', null, '{"x":2}', 'sampler', 'tpe', null, null, null, 3, 'them'`;
  await twice((again) => claim("a:5", again, "null", ahead));
  const done = "'complete', null, '[1]'";
  await twice(
    (again) =>
      `select * from kaviar_update(${study.id}, 0, 'a:4', ${again}, 'me', null, null, null, null, null, null, ${done},
        null, null, null, null, null, null, null, null, null, null)`,
  );
  const { trials } = await storage.changes(study.id, 0);
  expect(trials.map(({ number, state, attempt }) => [number, state, attempt])).toEqual([
    [1, "running", 1],
    [2, "running", 1],
    [0, "complete", 1],
  ]);
  expect(trials[1]).toMatchObject({ params: { x: 2 }, owner: "them", seen: 3, sampler: "tpe" });
  await storage.close();
  await sql.end();
});

it("has made durable that a trial is run again, before anybody runs it", async () => {
  const storage = await openStorage(server.url);
  const draft = { name: "again", directions: ["minimize"] as const, seed: 1, createdAt: 1, attributes: {} };
  const { study } = await storage.openStudy(draft);
  const dimensions = [{ name: "x", domain: { kind: "float", low: 0, high: 1, scale: "linear" } }] as const;
  for (let i = 0; i < 5; i++) {
    await storage.enqueue(study.id, { params: { x: i / 8 }, dimensions });
    const claimed = await storage.claim(study.id, { owner: "me", startedAt: 1 });
    await server.crash();
    await server.start();
    const { trials } = await storage.changes(study.id, 0);
    expect(trials.find(({ number }) => number === claimed!.number)).toMatchObject({
      ...{ state: "running", owner: "me", params: { x: i / 8 } },
    });
  }
  await storage.close();
}, 60_000);

it("never shows the password, and says when a server does not answer or refuses", async () => {
  const storage = await openStorage(server.url);
  expect(storage.url).toBe(server.url.replace(":secret", ""));
  await storage.close();
  const refused = await openStorage(server.url.replace("/postgres", "/nothing")).catch((error: TuneError) => error);
  expect(refused).toMatchObject({ code: "storage-refused" });
  expect((refused as TuneError).message).not.toContain("secret");
});

it("judges a machine whose clock is an hour off by its beats alone", async () => {
  const storage = await openStorage(server.url);
  const self = { id: "here", host: "one", pid: 1 };
  const other = { id: "there", host: "two", pid: 1 };
  const realNow = Date.now;
  let clock = 0;
  const isDead = watch(
    self,
    () => 2,
    () => clock,
  );
  const look = async () => {
    clock += 2_000;
    return (await storage.heartbeats()).filter(({ id }) => id === "there").map(isDead)[0];
  };
  try {
    for (let i = 0; i < 40; i++) {
      Date.now = () => realNow() + (i % 2 === 0 ? 3_600_000 : -3_600_000);
      await storage.beat(other);
      expect(await look()).toBe(false);
    }
    const silent: unknown[] = [];
    for (let i = 0; i < 16; i++) silent.push(await look());
    // Its last count was seen once; fifteen more looks make it dead.
    expect(silent.indexOf(true)).toBe(14);
  } finally {
    Date.now = realNow;
    await storage.release("there", { attempts: 2, error: "" });
    await storage.close();
  }
});

it("beats while this thread computes", async () => {
  const storage = await openStorage(server.url);
  const owner = { id: "busy", host: "three", pid: 1 };
  await storage.beat(owner);
  const stop = storage.keepBeating!(owner);
  await new Promise((done) => setTimeout(done, 500));
  const beats = async () => (await storage.heartbeats()).find(({ id }) => id === "busy")!.beats;
  const before = await beats();
  const until = performance.now() + 4_500;
  while (performance.now() < until);
  expect((await beats()) - before).toBeGreaterThanOrEqual(2);
  await stop();
  await storage.release("busy", { attempts: 2, error: "" });
  await storage.close();
});
