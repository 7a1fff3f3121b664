/**
 * What a thousand workers ask of one PostgreSQL server: `tsx bench/tune/owners.ts [owners …] [all]`. So many owners, each
 * with a connection, beat and are watched over, and together claim and tell 17 trials and report 500 values a second: that
 * is what 1 000 workers with trials of a minute and thirty reports do. Server and owners share this machine. With `all`
 * every owner reads every heartbeat every two seconds, as if nobody watched for the others.
 */
import { readFileSync } from "node:fs";
import { float, openStorage, type Storage } from "@kaviar/tune";
import { beatPeriod } from "../../packages/tune/src/storage/beat-period.ts";
import { sessionsOf, startServer } from "../../packages/tune/test/storage/postgres-server.ts";

const seconds = 30;
const rates = { trials: 17, reports: 500 };

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

const times = new Map<string, number[]>();
const timed = async <T>(name: string, job: () => Promise<T>): Promise<T> => {
  const began = performance.now();
  const result = await job();
  const known = times.get(name) ?? [];
  known.push(performance.now() - began);
  times.set(name, known);
  return result;
};

/** Does a job so many times a second, each time without waiting for the one before. */
const atRate = async (rate: number, until: number, job: () => Promise<unknown>): Promise<void> => {
  const running: Promise<unknown>[] = [];
  for (let next = performance.now(); next < until; next += 1000 / rate) {
    const pause = next - performance.now();
    if (pause > 0) await wait(pause);
    running.push(job());
  }
  await Promise.all(running);
};

/** Seconds of processor that the server's sessions have taken, by the system's hundredths. */
const takenBy = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ").slice(11, 13);
    return sum + (Number(user) + Number(system)) / 100;
  }, 0);

const simulate = async (url: string, owners: number, watchesAll: boolean): Promise<void> => {
  times.clear();
  const storages: Storage[] = [];
  for (let i = 0; i < owners; i += 20)
    storages.push(...(await Promise.all(Array.from({ length: Math.min(20, owners - i) }, () => openStorage(url)))));
  const draft = { name: `of ${owners}`, directions: ["minimize" as const], seed: 1, createdAt: 1, attributes: {} };
  const { study } = await storages[0]!.openStudy(draft);
  const { dimensions } = await firstTrial(url);
  const pids = await sessionsOf(url);

  const until = performance.now() + seconds * 1000;
  const period = watchesAll ? 2_000 : beatPeriod(owners);
  const live = async (storage: Storage, i: number) => {
    const owner = { id: `owner ${i}`, host: `host ${i}`, pid: 1, boot: "b", started: "1" };
    await wait((i / owners) * period);
    while (performance.now() < until) {
      const next = performance.now() + period;
      await timed("beat", () => storage.beat(owner));
      await timed("watch", () => (watchesAll ? storage.heartbeats() : storage.watched!(owner)));
      await wait(Math.min(next, until) - performance.now());
    }
  };
  const any = <T>(all: readonly T[]): number => Math.floor(Math.random() * all.length);
  const running: { readonly number: number; readonly own: number; step: number }[] = [];
  let trials = 0;
  const known = storages.map(() => 0);
  /** What every process does around a claim and a tell: it reads what is new since it last did. */
  const read = async (own: number) => {
    const { revision } = await timed("read", () => storages[own]!.changes(study.id, known[own]!));
    known[own] = Math.max(known[own]!, revision);
  };
  const claim = async () => {
    const own = any(storages);
    const params = Object.fromEntries(dimensions.map(({ name }) => [name, Math.random()]));
    const ahead = { number: trials++, patch: { params, dimensions, sampler: "random", seen: 1 } };
    const storage = storages[own]!;
    const claimed = await timed("claim", () =>
      storage.claim(study.id, { owner: `owner ${own}`, startedAt: Date.now(), ahead }),
    );
    running.push({ number: claimed!.number, own, step: 0 });
    await read(own);
    if (running.length < 100) return;
    const [done] = running.splice(any(running), 1);
    const patch = { state: "complete" as const, values: [Math.random()], finishedAt: Date.now() };
    await timed("tell", () => storages[done!.own]!.update(study.id, done!.number, patch));
    await read(done!.own);
  };
  const report = async () => {
    const trial = running[any(running)];
    if (trial === undefined) return;
    const storage = storages[trial.own]!;
    await timed("report", () => storage.report(study.id, trial.number, trial.step++, [Math.random()]));
  };
  const before = { server: takenBy(pids), own: process.cpuUsage() };
  await Promise.all([...storages.map(live), atRate(rates.trials, until, claim), atRate(rates.reports, until, report)]);
  const { user, system } = process.cpuUsage(before.own);
  const server = ((takenBy(pids) - before.server) / seconds) * 100;
  const clients = ((user + system) / 1e6 / seconds) * 100;
  console.log(
    `${owners} owners${watchesAll ? ", each reading all heartbeats" : ""}: sessions ${server.toFixed(0)} %, owners ${clients.toFixed(0)} % of a core`,
  );
  for (const [name, each] of times) {
    const sorted = each.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)]!.toFixed(1);
    console.log(
      `  ${name.padEnd(6)} ${(sorted.length / seconds).toFixed(0).padStart(4)}/s  p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`,
    );
  }
  await storages[0]!.deleteStudy(study.id);
  await Promise.all(storages.map((storage, i) => storage.release(`owner ${i}`, { attempts: 2, error: "" })));
  await Promise.all(storages.map((storage) => storage.close()));
};

/** A trial of five parameters, for its dimensions. */
const firstTrial = async (url: string) => {
  const { createStudy } = await import("@kaviar/tune");
  const study = await createStudy({ name: "first", storage: url, seed: 1 });
  const space = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`x${i}`, float(0, 1)]));
  await study.optimize(space, ({ x0 }) => x0!, { trials: 1 });
  const trial = study.history.trials[0]!;
  await study.close();
  return trial;
};

const given = process.argv.slice(2).map(Number).filter(Number.isFinite);
const counts = given.length > 0 ? given : [10, 100, 1_000];
const server = await startServer({ connections: Math.max(...counts) + 20 });
try {
  for (const owners of counts) await simulate(server.url, owners, process.argv.includes("all"));
} finally {
  await server.stop();
}
