import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  asha,
  auto,
  choice,
  cmaes,
  copyStudy,
  createStudy,
  float,
  type LiveTrial,
  log,
  memory,
  openStorage,
  openStudy,
  populationBased,
  type Sampler,
  type Storage,
  studyFolder,
  tpe,
} from "@kaviar/tune";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testServer } from "../storage/postgres-server.ts";

let server: Awaited<ReturnType<typeof testServer>>;
const folder = mkdtempSync(join(tmpdir(), "kaviar-copy-"));
beforeAll(async () => {
  server = await testServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const space = { rate: log(1e-4, 1), kind: choice({ a: { x: float(0, 1) }, b: {} }), epochs: 3 };
const objective = async ({ rate }: { rate: number }, trial: LiveTrial) => {
  for (let step = 0; step < 3; step++) {
    await trial.report(rate / (step + 1), step);
    if (trial.shouldStop) break;
  }
  await trial.setAttribute("odd", [1e-300, -1, null]);
  await trial.constraint("c", rate - 2);
  return rate;
};

const places = ["memory", "sqlite", "postgres"] as const;
let databases = 0;
const open = async (place: (typeof places)[number]): Promise<Storage> =>
  place === "memory" ? memory() : openStorage(place === "sqlite" ? `sqlite:${folder}/${databases++}.db` : server.url);

const pairs = places.flatMap((from) => places.map((to) => [from, to] as const));

it.each(pairs)("copies a study from %s to %s, whole", async (from, to) => {
  const [source, target] = [await open(from), await open(to)];
  const name = `whole ${from} ${to}`;
  const study = await createStudy({ name, storage: source, seed: 3, pruner: asha() });
  await study.optimize(space, objective, { trials: 12 });
  await study.enqueue({ rate: 0.5 });
  const asked = await study.ask(space, { detached: true });
  const as = `copy of ${name}`;
  expect(await copyStudy(name, { from: source, to: target, as })).toEqual({ name: as, trials: 13, checkpoints: false });
  const [original, copy] = [await openStudy(name, { storage: source }), await openStudy(as, { storage: target })];
  const waits = original.trials.map((trial) =>
    trial.number === asked.number ? { ...trial, state: "waiting" } : trial,
  );
  expect(copy.trials).toEqual(waits);
  expect([copy.seed, copy.directions]).toEqual([original.seed, original.directions]);
  const kept = (view: typeof copy) => view.history.finished.map(({ owner, ...trial }) => trial);
  expect(kept(copy)).toEqual(kept(original));
  const recordIn = async (storage: Storage, of: string) => (await storage.studies()).find((each) => each.name === of)!;
  const { id: _, ...record } = await recordIn(source, name);
  expect(await recordIn(target, as)).toMatchObject({ ...record, name: as });
  await expect(copyStudy(name, { from: source, to: target, as })).rejects.toMatchObject({ code: "study-exists" });
  for (const [storage, of] of [
    [source, name],
    [target, as],
  ] as const) {
    await storage.deleteStudy((await recordIn(storage, of)).id);
    if (storage !== source || source !== target) await storage.close();
  }
});

const samplers: Readonly<Record<string, () => Sampler>> = { auto, tpe, cmaes };
describe.each(Object.entries(samplers))("with %s", (_, sampler) => {
  it("the copy goes on as the study would have", async () => {
    const plane = { x: float(-5, 5), y: float(-5, 5) };
    const bowl = ({ x, y }: { x: number; y: number }) => (x - 1) ** 2 + (y + 2) ** 2;
    const storage = memory();
    const study = await createStudy({ name: "study", storage, seed: 5, sampler: sampler() });
    await study.optimize(plane, bowl, { trials: 20 });
    await study.close();
    const url = `sqlite:${folder}/${databases++}.db`;
    await copyStudy("study", { from: storage, to: url });
    const pointsOf = async (where: string | Storage) => {
      const again = await createStudy({ name: "study", storage: where, sampler: sampler() });
      await again.optimize(plane, bowl, { trials: 30 });
      const { differences } = await again.replay({ trials: 30 });
      const points = again.trials.map(({ params, why }) => [params, why]);
      await again.close();
      return { points, differences };
    };
    const [original, copy] = [await pointsOf(storage), await pointsOf(url)];
    expect(copy).toEqual(original);
    expect(copy.points.length).toBe(30);
  });
});

it("takes checkpoints along, and the copy's trials go on from them", async () => {
  const [source, target] = [`sqlite:${folder}/with.db`, `sqlite:${folder}/to.db`];
  const study = await createStudy({
    name: "net",
    storage: source,
    seed: 1,
    sampler: populationBased({ population: 2 }),
  });
  const train = async ({ rate }: { rate: number }, trial: { checkpoint: string }) => {
    const file = join(trial.checkpoint, "state");
    const steps = existsSync(file) ? Number(readFileSync(file, "utf8")) + 1 : 1;
    writeFileSync(file, String(steps));
    return rate / steps;
  };
  await study.optimize({ rate: log(1e-3, 1) }, train, { trials: 4 });
  await study.close();
  expect(await copyStudy("net", { from: source, to: target })).toMatchObject({ checkpoints: true });
  const copy = await openStorage(target);
  const [record] = await copy.studies();
  expect(readFileSync(join(studyFolder(copy.folder!, record!), "0", "state"), "utf8")).toBe("1");
  await copy.deleteStudy(record!.id);
  await copy.close();
  const again = await openStudy("net", { storage: source });
  expect(again.trials.length).toBe(4);
  await again.close();
});

it("names a study that exists, and makes nothing otherwise", async () => {
  const target = `sqlite:${folder}/never.db`;
  const from = `sqlite:${folder}/with.db`;
  await expect(copyStudy("nte", { from, to: target })).rejects.toMatchObject({
    code: "no-such-study",
    remedy: "Did you mean net?",
  });
  await expect(copyStudy("net", { from: `sqlite:${folder}/none.db`, to: target })).rejects.toMatchObject({
    code: "no-file",
  });
  expect(existsSync(`${folder}/none.db`)).toBe(false);
});
