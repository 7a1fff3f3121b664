/**
 * What storages bear: `tsx bench/tune/storage.ts [sqlite|postgres|memory|load]`. Eight processes run one study (random sampler, two
 * parameters, an objective that costs nothing); a study of 100 000 trials is opened and read; 20 000 trials run in memory.
 *
 * Durability: SQLite in write-ahead mode with `synchronous = normal` (a commit survives any process; a power cut may take
 * the last ones). PostgreSQL once as the server comes (what is answered has been flushed, one flush for several commits) and
 * once with `synchronous_commit=off`.
 */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy, float, openStorage, random } from "@kaviar/tune";
import { startServer } from "../../packages/tune/test/storage/postgres-server.ts";

const processes = 8;
const space = { x: float(-5, 5), y: float(-5, 5) };

/** Says when it is ready, runs when it is told, and says how many trials it ran. */
const participate = async (storage: string, trials: number): Promise<void> => {
  const study = await createStudy({ name: "throughput", storage, seed: 1, sampler: random() });
  process.send!("ready");
  await new Promise((go) => process.once("message", go));
  let ran = 0;
  await study.optimize(space, ({ x, y }) => ++ran && x * x + y * y, { trials });
  process.send!(ran);
  await study.close();
  process.disconnect();
};

const next = (child: ChildProcess) =>
  new Promise<unknown>((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`a process ended with ${code}`)));
  });

const measureThroughput = async (storage: string, trials: number): Promise<number> => {
  const children = Array.from({ length: processes }, () =>
    fork(import.meta.filename, ["participate", storage, String(trials)]),
  );
  await Promise.all(children.map(next));
  const start = performance.now();
  for (const child of children) child.send("go");
  const shares = (await Promise.all(children.map(next))) as number[];
  const seconds = (performance.now() - start) / 1000;
  const ran = shares.reduce((sum, share) => sum + share, 0);
  if (ran !== trials) throw new Error(`${ran} trials ran, of ${trials}`);
  return trials / seconds;
};

const measureLoad = async (url: string): Promise<number> => {
  const count = 100_000;
  const storage = await openStorage(url);
  const draft = { name: "large", directions: ["minimize"] as const, seed: 1, createdAt: Date.now(), attributes: {} };
  const { study } = await storage.openStudy(draft);
  const { dimensions } = await first(url);
  for (let i = 0; i < count; i += 500)
    await Promise.all(
      Array.from({ length: 500 }, () =>
        storage.enqueue(study.id, { params: { x: Math.random(), y: Math.random() }, dimensions }),
      ),
    );
  await storage.close();
  const start = performance.now();
  const opened = await createStudy({ name: "large", storage: url });
  const seconds = (performance.now() - start) / 1000;
  if (opened.trials.length !== count) throw new Error(`${opened.trials.length} trials were read`);
  await opened.close();
  return seconds;
};

const first = async (url: string) => {
  const study = await createStudy({ name: "first", storage: url, seed: 1, sampler: random() });
  await study.optimize(space, ({ x }) => x, { trials: 1 });
  await study.close();
  const storage = await openStorage(url);
  const { id } = (await storage.studies()).find(({ name }) => name === "first")!;
  const { trials } = await storage.changes(id, 0);
  await storage.close();
  return trials[0]!;
};

const measureMemory = async (): Promise<void> => {
  const ten = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`x${i}`, float(-5, 5)]));
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const study = await createStudy({ seed: 1, sampler: random() });
  await study.optimize(ten, ({ x0 }) => x0! ** 2, { trials: 20_000 });
  const seconds = (performance.now() - start) / 1000;
  globalThis.gc?.();
  const megabytes = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  console.log(
    `memory: ${study.trials.length} trials of 10 parameters in ${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB more`,
  );
};

const main = async (only: string | undefined): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "kaviar-bench-"));
  const sqlite = `sqlite:${folder}/bench.db`;
  if (only === undefined || only === "memory") await measureMemory();
  if (only === undefined || only === "sqlite")
    console.log(`SQLite, ${processes} processes: ${(await measureThroughput(sqlite, 4000)).toFixed(0)} trials/s`);
  if (only === undefined || only === "load")
    console.log(`SQLite: 100 000 trials opened in ${(await measureLoad(sqlite)).toFixed(2)} s`);
  rmSync(folder, { recursive: true });
  if (only !== undefined && !["postgres", "load"].includes(only)) return;
  const server = await startServer();
  try {
    if (only !== "load")
      for (const [how, query] of [
        ["each commit flushed", ""],
        ["synchronous_commit=off", "?synchronous_commit=off"],
      ]) {
        const rate = await measureThroughput(`${server.url}${query}`, 12_000);
        console.log(`PostgreSQL, ${processes} connections, ${how}: ${rate.toFixed(0)} trials/s`);
        const storage = await openStorage(server.url);
        for (const { id } of await storage.studies()) await storage.deleteStudy(id);
        await storage.close();
      }
    console.log(`PostgreSQL: 100 000 trials opened in ${(await measureLoad(server.url)).toFixed(2)} s`);
  } finally {
    await server.stop();
  }
};

const [mode, storage, trials] = process.argv.slice(2);
if (mode === "participate") await participate(storage!, Number(trials));
else await main(mode);
