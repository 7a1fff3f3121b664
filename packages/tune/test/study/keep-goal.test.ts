import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { copyStudy, createStudy, float, goalsOf, living, openStorage, type Storage } from "../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-goal-"));
afterAll(() => rmSync(folder, { recursive: true }));

const space = { x: float(0, 1) };
const recordIn = async (storage: Storage, name = "aims") =>
  (await storage.studies()).find((study) => study.name === name)!;
const goalsIn = async (storage: Storage) => goalsOf(await recordIn(storage), await storage.heartbeats());

/** What is kept with the study but its space. */
const keptIn = async (storage: Storage, name?: string) => {
  const { "kaviar:space": _, ...kept } = (await recordIn(storage, name)).attributes;
  return kept;
};

/** Counts how often a goal is written. */
const counting = (storage: Storage) => {
  const counts = { writes: 0 };
  const setStudyAttributes: Storage["setStudyAttributes"] = (study, attributes) => {
    if (Object.keys(attributes).some((name) => name.startsWith("kaviar:goal:"))) counts.writes++;
    return storage.setStudyAttributes(study, attributes);
  };
  return { counts, storage: { ...storage, setStudyAttributes } };
};

it("keeps what each run aims at while it goes on, and nothing afterwards: two writes, however many trials", async () => {
  const { counts, storage } = counting(await openStorage("memory"));
  const study = await createStudy({ name: "aims", storage, seed: 1 });
  const before = Date.now();
  const seen: unknown[] = [];
  const look = async ({ x }: { x: number }) => {
    await new Promise((resolve) => setTimeout(resolve));
    seen.push(await goalsIn(storage));
    return x;
  };
  await study.optimize(space, look, { trials: 30, timeout: "1m", patience: 99, target: -1, complete: 80 });
  expect(counts.writes).toBe(2);
  const owner = (await storage.heartbeats())[0]!.id;
  const began = expect.any(Number) as number;
  expect(seen.at(-1)).toEqual([
    { owner, began, slots: 1, trials: 30, timeout: 60_000, patience: 99, target: -1, complete: 80 },
  ]);
  const [first] = seen.at(-1) as { began: number }[];
  expect(first!.began).toBeGreaterThanOrEqual(before);
  expect(await keptIn(storage)).toEqual({});
  await study.refresh();
  expect(study.attributes).toEqual({});

  seen.length = 0;
  await Promise.all([40, 50].map((trials) => study.optimize(space, look, { trials, concurrency: 2 })));
  expect(seen).toContainEqual([
    { owner, began, slots: 2, trials: 40 },
    { owner, began, slots: 2, trials: 50 },
  ]);
  expect(await keptIn(storage)).toEqual({});
  await study.close();
});

it("keeps nothing of a run that was refused", async () => {
  const { counts, storage } = counting(await openStorage("memory"));
  const study = await createStudy({ name: "aims", storage });
  await expect(study.optimize(space, ({ x }) => x, { trials: 0.5 })).rejects.toThrow("whole number");
  expect([counts.writes, await keptIn(storage)]).toEqual([0, {}]);
  await study.close();
});

const script = `
  import { createStudy, float } from "@kaviar/tune";
  const study = await createStudy({ name: "aims", storage: process.argv[1] });
  study.optimize({ x: float(0, 1) }, ({ x }) => new Promise((end) => setTimeout(end, 20, x)), { trials: 100_000 });
  for await (const { kind } of study.events) if (kind === "told") console.log("told");
`;

it("shows the goal of another process, says nothing of it once that was killed, and takes it away with the next run", async () => {
  const url = `sqlite:${join(folder, "studies.db")}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, url], {
    cwd: new URL("../..", import.meta.url),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise((resolve) => child.once("close", resolve));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const storage = await openStorage(url);
  expect((await goalsIn(storage)).map(({ trials, slots }) => [trials, slots])).toEqual([[100_000, 1]]);
  expect(await copyStudy("aims", { from: storage, to: storage, as: "copy" })).toMatchObject({ name: "copy" });
  expect(await keptIn(storage, "copy")).toEqual({});
  child.kill("SIGKILL");
  await gone;
  expect(goalsOf(await recordIn(storage), living(await storage.heartbeats()))).toEqual([]);
  const study = await createStudy({ name: "aims", storage });
  await study.optimize(space, ({ x }) => x, { complete: 1 });
  expect(await keptIn(storage)).toEqual({});
  await study.close();
  await storage.close();
});
