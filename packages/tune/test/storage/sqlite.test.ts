import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy, float, openStorage, type TuneError } from "@kaviar/tune";
import Database from "libsql";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrations } from "../../src/storage/schema.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kaviar-sqlite-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const refusal = (url: string) =>
  openStorage(url).then(
    () => undefined,
    (error: TuneError) => error,
  );

const dialect = { id: "integer primary key autoincrement", integer: "integer", real: "real" };

it("brings a file of version 1, which knew no owners, to today's, with all that is in it", async () => {
  const file = join(folder, "old.db");
  const old = new Database(file);
  for (const statement of migrations[0]!(dialect)) old.exec(statement);
  old.exec(`create table kaviar_version (version integer not null); insert into kaviar_version values (1);
    insert into kaviar_studies values (1, 'old', '["minimize"]', 3, 5.5, '{}', 2, 1, null);
    insert into kaviar_trials (study, number, revision, state, params, result, attempt, told_in)
      values (1, 0, 2, 'complete', '{"x":0.25}', '[{"$number":"-Infinity"}]', 1, 2)`);
  old.close();
  const study = await createStudy({ name: "old", storage: `sqlite:${file}` });
  await study.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: 3 });
  expect(study.trials.map(({ state }) => state)).toEqual(["complete", "complete", "complete"]);
  expect([study.seed, study.best.value, study.best.params]).toEqual([3, -Infinity, { x: 0.25 }]);
  await study.close();
  const now = new Database(file);
  expect(now.prepare("select version from kaviar_version").raw().all()).toEqual([[migrations.length]]);
  now.close();
});

it("says of each trial of a file of version 3 where its point comes from, by its sampler and its attributes", async () => {
  const file = join(folder, "before-origins.db");
  const old = new Database(file);
  for (const step of migrations.slice(0, 3)) for (const statement of step(dialect)) old.exec(statement);
  old.exec(`create table kaviar_version (version integer not null); insert into kaviar_version values (3);
    insert into kaviar_studies values (1, 'old', '["minimize"]', 3, 5.5, '{}', 6, 6, null)`);
  const rows: [string, string | null, string][] = [
    ["sampler", "tpe", '{"note":"kaviar:enqueued"}'],
    ["enqueued", "enqueued", '{"kaviar:enqueued":{"x":1}}'],
    ["enqueued-part", "tpe", '{"kaviar:enqueued":{"x":1}}'],
    ["warm-start", "warm start", '{"kaviar:warm":{"x":1}}'],
    ["warm-start-part", "tpe", '{"kaviar:warm":{"x":1}}'],
    ["", null, '{"kaviar:enqueued":{"x":1}}'],
  ];
  for (const [number, [, sampler, attributes]] of rows.entries())
    old
      .prepare(
        "insert into kaviar_trials (study, number, revision, state, sampler, attributes) values (1, ?, ?, ?, ?, ?)",
      )
      .run(number, number + 1, sampler === null ? "waiting" : "failed", sampler, attributes);
  old.close();
  const storage = await openStorage(`sqlite:${file}`);
  const { trials } = await storage.changes(1, 0);
  expect(trials.map(({ origin = "" }) => origin)).toEqual(rows.map(([origin]) => origin));
  await storage.close();
});

it("refuses a file of a newer version", async () => {
  const file = join(folder, "new.db");
  const newer = new Database(file);
  newer.exec("create table kaviar_version (version integer not null); insert into kaviar_version values (99)");
  newer.close();
  const error = await refusal(`sqlite:${file}`);
  expect(error).toMatchObject({ code: "newer-storage", remedy: "Update @kaviar/tune." });
  expect(error!.message).toContain(`has version 99, this one knows ${migrations.length}`);
});

it("says what is wrong with a place", async () => {
  mkdirSync(join(folder, "a-folder"));
  writeFileSync(
    join(folder, "text.db"),
    "not a database at all, but long enough to be read as the head of one".repeat(20),
  );
  const codes = await Promise.all(
    ["no/such/folder/a.db", "a-folder", "text.db"].map(
      async (name) => (await refusal(`sqlite:${folder}/${name}`))?.code,
    ),
  );
  expect(codes).toEqual(["no-folder", "not-a-file", "storage-damaged"]);
  expect((await refusal("sqlite:"))?.code).toBe("no-file");
  expect((await refusal("sqlite::memory:"))?.remedy).toContain('"memory"');
  expect((await refusal("sqlite:///a.db"))?.remedy).toContain('"sqlite:a.db"');
  expect((await refusal("mysql://root:secret@host/x"))?.message).not.toContain("secret");
});

it("waits while another program holds the file, and never says that it is locked", async () => {
  const file = join(folder, "held.db");
  const storage = await openStorage(`sqlite:${file}`);
  const other = new Database(file);
  other.exec("begin immediate");
  const opening = storage.openStudy({ name: "a", directions: ["minimize"], seed: 1, createdAt: 1, attributes: {} });
  await new Promise((done) => setTimeout(done, 300));
  other.exec("commit");
  other.close();
  expect((await opening).created).toBe(true);
  await storage.close();
});

it("has everything in the one file when it is closed, and keeps artifacts beside it", async () => {
  const file = join(folder, "tidy.db");
  const storage = await openStorage(`sqlite:${file}`);
  expect(storage.folder).toBe(`${file}-artifacts`);
  await storage.openStudy({ name: "a", directions: ["minimize"], seed: 1, createdAt: 1, attributes: {} });
  await storage.close();
  const copy = join(folder, "copy.db");
  copyFileSync(file, copy);
  const copied = await openStorage(`sqlite:${copy}`);
  expect((await copied.studies()).map(({ name }) => name)).toEqual(["a"]);
  await copied.close();
});
