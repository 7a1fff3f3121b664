import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy, float, type LiveTrial, memory, openStorage, random, type Storage } from "@kaviar/tune";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "kaviar-checkpoints-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Goes on from its checkpoint, as an objective does that may be stopped: gives the x it began with. */
const resuming = ({ x }: { x: number }, trial: LiveTrial): number => {
  const file = join(trial.checkpoint, "began-with");
  if (!existsSync(file)) writeFileSync(file, String(x));
  return Number(readFileSync(file, "utf8"));
};

const places: readonly [string, (name: string) => () => Promise<Storage>][] = [
  [
    "memory",
    () => {
      const storage = memory();
      return async () => storage;
    },
  ],
  ["SQLite", (name) => () => openStorage(`sqlite:${join(folder, `${name}.db`)}`)],
];

/** Runs a study of that name, from a seed of its own: what its trials began with, and where they kept it. */
const runIn = async (storage: Storage, seed: number) => {
  const study = await createStudy({ name: "again", storage, seed, sampler: random() });
  const kept: string[] = [];
  await study.optimize({ x: float(0, 1) }, (x, trial) => kept.push(trial.checkpoint) && resuming(x, trial), {
    trials: 3,
  });
  const foreign = study.trials.filter(({ params, value }) => params.x !== value);
  await study.close();
  return { kept, foreign };
};

it.each(places)("a study in %s that was deleted and made again finds nothing of the one before", async (_, make) => {
  const open = make("deleted");
  const storage = await open();
  const first = await runIn(storage, 1);
  for (const { id } of await storage.studies()) await storage.deleteStudy(id);
  expect(first.kept.filter(existsSync)).toEqual([]);
  const second = await runIn(storage, 2);
  expect(second.foreign).toEqual([]);
  expect(second.kept.filter(existsSync)).toEqual(second.kept);
  await storage.close();
});

it("nor does one in a new file beside the folder of an old one", async () => {
  const [, make] = places[1]!;
  const open = make("replaced");
  const before = await open();
  await runIn(before, 1);
  await before.close();
  for (const name of readdirSync(folder)) if (/^replaced\.db(-wal|-shm)?$/.test(name)) rmSync(join(folder, name));
  const after = await open();
  expect((await runIn(after, 2)).foreign).toEqual([]);
  await after.close();
});

it("shares its folder with every process that opens it, and with no study of another name", async () => {
  const storage = memory();
  const placeOf = async (name: string) => {
    const study = await createStudy({ name, storage });
    const trial = await study.ask({ x: float(0, 1) });
    const place = trial.checkpoint;
    await study.tell(trial, 1);
    await study.close();
    return place.replace(/\d+$/, "");
  };
  const places = [];
  for (const name of ["a", "a", "b", "..", "a/../b", "*", "a~1-0"]) places.push(await placeOf(name));
  expect(new Set(places).size).toBe(6);
  expect(places[0]).toBe(places[1]);
  for (const place of places) expect(join(place, "..")).toBe(join(places[0]!, ".."));
});
