import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy, float, openStorage, openStudy, random } from "@kaviar/tune";
import Database from "libsql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrations } from "../../src/storage/schema.ts";
import { bundled } from "../faults/bundled.ts";

let folder: string;
let script: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kaviar-reading-test-"));
  chmodSync(folder, 0o755);
  script = bundled("read-until-refused.ts");
  await write(1, join(folder, "loaded.db"));
});
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const write = async (trials: number, file = join(folder, `${files++}.db`)): Promise<string> => {
  const study = await createStudy({ name: "archived", storage: `sqlite:${file}`, seed: 1, sampler: random() });
  await study.optimize({ x: float(0, 1) }, ({ x }) => x, { trials });
  await study.close();
  return file;
};

/** The same file in a folder of its own, as it lies there when its writer was killed: commits are beside it. */
const cutOff = async (): Promise<string> => {
  const from = join(folder, `writer ${files++}.db`);
  const storage = await openStorage(`sqlite:${from}`);
  await write(3, from);
  const to = join(folder, `cut ${files++}`);
  mkdirSync(to);
  const study = await createStudy({ name: "archived", storage });
  await study.enqueue({ x: 0.5 });
  for (const end of ["", "-wal"]) cpSync(from + end, join(to, `a.db${end}`));
  await storage.close();
  return join(to, "a.db");
};

const inFolder = (file: string): string => {
  const own = join(folder, `own ${files++}`);
  mkdirSync(own);
  cpSync(file, join(own, "a.db"));
  return join(own, "a.db");
};

/** What a process sees of a file, whose modes bind it: the administrator becomes nobody. */
const seenBy = (file: string, prefix = ""): Record<string, unknown> => {
  const child = spawnSync(
    "bash",
    ["-c", `${prefix} exec "$0" "$@"`, process.execPath, script, `sqlite:${file}`, `sqlite:${folder}/loaded.db`],
    { encoding: "utf8" },
  );
  if (child.stdout === "") throw new Error(child.stderr);
  return JSON.parse(child.stdout);
};

describe("a file that nobody may write to", () => {
  it.each([
    ["in a folder that may not be written to either", 0o444, 0o555],
    ["in a folder of one's own", 0o444, 0o777],
    ["that may be written to, in a folder that may not", 0o666, 0o555],
  ])("is read %s", async (_, ofFile, ofFolder) => {
    const file = inFolder(await write(5));
    chmodSync(file, ofFile);
    chmodSync(join(file, ".."), ofFolder);
    const before = readFileSync(file);
    const seen = seenBy(file);
    expect(seen).toMatchObject({ trials: 5, parameters: 1, beside: ["a.db"], writing: "storage-read-only" });
    expect(readFileSync(file).equals(before)).toBe(true);
    chmodSync(join(file, ".."), 0o755);
  });

  it("is read with the commits that lie beside it, as its writer was killed", async () => {
    const file = await cutOff();
    for (const end of ["", "-wal"]) chmodSync(file + end, 0o444);
    chmodSync(join(file, ".."), 0o555);
    expect(seenBy(file)).toMatchObject({ trials: 4, beside: ["a.db", "a.db-wal"], writing: "storage-read-only" });
    chmodSync(join(file, ".."), 0o755);
  });
});

it("is read on a disk that is full: nothing of a reader's may grow", async () => {
  const file = inFolder(await write(5));
  chmodSync(join(file, ".."), 0o777);
  chmodSync(file, 0o666);
  expect(seenBy(file, "ulimit -f 0;")).toMatchObject({ trials: 5, parameters: 1, writing: "storage-unreadable" });
});

it("leaves nothing beside what it read", async () => {
  const file = inFolder(await write(3));
  const study = await openStudy("archived", { storage: `sqlite:${file}` });
  expect([study.trials.length, readdirSync(join(file, ".."))]).toEqual([3, ["a.db"]]);
  await study.close();
});

it("follows what others write from then on, and what they wrote in between", async () => {
  const file = await write(3);
  const study = await openStudy("archived", { storage: `sqlite:${file}` });
  for (const trials of [5, 8]) {
    await write(trials, file);
    await study.refresh();
    expect(study.trials.length).toBe(trials);
  }
  const writer = await createStudy({ name: "archived", storage: `sqlite:${file}` });
  for (const trials of [9, 10]) {
    await writer.optimize({ x: float(0, 1) }, ({ x }) => x, { trials });
    await study.refresh();
    expect(study.trials.length).toBe(trials);
  }
  await writer.close();
  await study.refresh();
  expect(study.trials.length).toBe(10);
  await study.close();
});

it("never sees half of what a writer does, in two hundred looks", async () => {
  const file = await write(1);
  const study = await openStudy("archived", { storage: `sqlite:${file}` });
  let isDone = false;
  const writing = (async () => {
    for (let trials = 2; trials <= 41; trials++) await write(trials, file);
    isDone = true;
  })();
  let looks = 0;
  for (let before = 1; !isDone || looks < 200; looks++) {
    await study.refresh();
    expect(study.trials.length).toBeGreaterThanOrEqual(before);
    expect(study.trials.every(({ params, value }) => value === undefined || value === params.x)).toBe(true);
    before = study.trials.length;
    await new Promise((done) => setTimeout(done, 1));
  }
  await writing;
  await study.refresh();
  expect([study.trials.length, looks >= 200]).toEqual([41, true]);
  await study.close();
}, 60_000);

it("reads a file of an older version, and leaves it at its version", async () => {
  const file = join(folder, "old.db");
  const old = new Database(file);
  for (const statement of migrations[0]!({ id: "integer primary key autoincrement", integer: "integer", real: "real" }))
    old.exec(statement);
  old.exec(`create table kaviar_version (version integer not null); insert into kaviar_version values (1);
    insert into kaviar_studies values (1, 'old', '["minimize"]', 3, 5.5, '{}', 2, 1, null);
    insert into kaviar_trials (study, number, revision, state, params, result, attempt, told_in)
      values (1, 0, 2, 'complete', '{"x":0.25}', '[0.25]', 1, 2)`);
  old.close();
  const before = readFileSync(file);
  const study = await openStudy("old", { storage: `sqlite:${file}` });
  expect([study.best.value, study.best.params]).toEqual([0.25, { x: 0.25 }]);
  await study.close();
  expect(readFileSync(file).equals(before)).toBe(true);
});

it("refuses what is not there, and makes nothing", async () => {
  const file = await write(1);
  const missing = join(folder, "missing.db");
  const foreign = join(folder, "foreign.db");
  const other = new Database(foreign);
  other.exec("create table apples (weight real)");
  other.close();
  const refusal = (name: string, storage: string) =>
    openStudy(name, { storage: `sqlite:${storage}` }).catch(({ code, remedy }) => ({ code, remedy }));
  expect(await refusal("archvied", file)).toEqual({ code: "no-such-study", remedy: "Did you mean archived?" });
  expect(await refusal("archived", missing)).toMatchObject({ code: "no-file" });
  expect(existsSync(missing)).toBe(false);
  expect(await refusal("archived", foreign)).toMatchObject({ code: "no-studies" });
  expect(await refusal("archived", folder)).toMatchObject({ code: "not-a-file" });
});
