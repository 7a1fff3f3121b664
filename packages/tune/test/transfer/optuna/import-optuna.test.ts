import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy, importOptuna, memory, openStorage, openStudy, random, type StudyView, tpe } from "@kaviar/tune";
import Database from "libsql";
import { afterAll, describe, expect, it } from "vitest";
import { domainOf } from "../../../src/transfer/optuna/distribution.ts";
import { parsePythonJson } from "../../../src/transfer/optuna/python-json.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-optuna-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What record.py wrote with these versions: the storage, and the studies as Optuna itself loads them. */
interface Recorded {
  readonly directions: readonly string[];
  readonly userAttributes: Readonly<Record<string, unknown>>;
  readonly best: { readonly number: number; readonly value: number; readonly params: object } | null;
  readonly front: readonly number[] | null;
  readonly trials: readonly {
    readonly number: number;
    readonly state: "COMPLETE" | "PRUNED" | "FAIL" | "RUNNING" | "WAITING";
    readonly values: readonly (number | string)[] | null;
    readonly params: object;
    readonly reports: readonly (readonly [number, number | string])[];
    readonly constraints: readonly number[] | null;
    readonly start: string | null;
    readonly complete: string | null;
  }[];
}

const here = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const fileOf = (version: string): string => {
  const file = join(folder, `optuna-${version}.db`);
  if (readdirSync(folder).includes(`optuna-${version}.db`)) return file;
  const db = new Database(file);
  db.exec("pragma foreign_keys = off");
  db.exec(here(`optuna-${version}.sql`));
  db.close();
  return file;
};

const states = { COMPLETE: "complete", PRUNED: "pruned", FAIL: "failed", RUNNING: "failed", WAITING: "waiting" };
const number = (shown: number | string): number =>
  typeof shown === "number"
    ? shown
    : ({ inf: Infinity, "-inf": -Infinity, nan: Number.NaN }[shown] ?? Number.NEGATIVE_INFINITY);
const time = (text: string | null) => (text === null ? undefined : new Date(text.replace(/(\.\d{3})\d+$/, "$1")));

describe.each(["3.6.2", "4.9.0"])("a storage of Optuna %s", (version) => {
  const recorded = JSON.parse(here(`optuna-${version}.json`)) as Readonly<Record<string, Recorded>>;
  const storage = memory();
  const opened = async (name: string): Promise<StudyView> => {
    if ((await storage.studies()).length === 0) await importOptuna(fileOf(version), { to: storage });
    return openStudy(name, { storage });
  };

  it.each(["single", "front", "empty"])("comes as Optuna itself loads it: %s", async (name) => {
    const study = await opened(name);
    const said = recorded[name]!;
    expect(study.directions).toEqual(said.directions);
    expect(study.trials.map(({ number }) => number)).toEqual(said.trials.map((trial) => trial.number));
    for (const [i, trial] of study.trials.entries()) {
      const { state, values, params, reports, constraints, start, complete } = said.trials[i]!;
      expect(trial.state).toBe(states[state]);
      expect(trial.values).toEqual(values?.map(number));
      // Optuna's multiples of a step carry the dust of their sums: 0.30000000000000004.
      const { step } = params as { step?: number };
      expect(trial.params).toEqual({ ...params, ...(step !== undefined && { step: Number(step.toFixed(1)) }) });
      expect(trial.reports).toEqual(reports.map(([step, value]) => ({ step, values: [number(value)] })));
      expect(Object.values(trial.constraints)).toEqual(constraints ?? []);
      expect([trial.startedAt, trial.finishedAt]).toEqual([time(start), time(complete)]);
    }
    const { attributes } = (await storage.studies()).find((each) => each.name === name)!;
    expect(attributes).toMatchObject(said.userAttributes);
  });

  it("has the same best trial, and the same front", async () => {
    const { number, value, params } = recorded.single!.best!;
    expect((await opened("single")).best).toMatchObject({ number, value, params });
    const front = await (await opened("front")).pareto();
    expect(front.map((trial) => trial.number).sort()).toEqual(recorded.front!.front!.toSorted());
  });

  it("keeps distributions, attributes, and what Optuna keeps for itself", async () => {
    const study = await opened("single");
    const domains = Object.fromEntries(study.history.trials[0]!.dimensions.map(({ name, domain }) => [name, domain]));
    expect(domains).toEqual({
      kind: { kind: "categorical", choices: ["sgd", "adam", null, true, 3, 0.5], ordered: false },
      rate: { kind: "float", low: 1e-5, high: 1, scale: "log" },
      step: { kind: "float", low: 0, high: 1, scale: "linear", step: 0.1 },
      units: { kind: "int", low: 8, high: 512, scale: "log", step: 1 },
      layers: { kind: "int", low: 2, high: 10, scale: "linear", step: 2 },
      fixed: { kind: "int", low: 3, high: 3, scale: "linear", step: 1 },
      beta: { kind: "float", low: 0.8, high: 1, scale: "linear" },
    });
    expect(study.trials[0]!.attributes).toEqual({ note: { host: "a", list: [1, null, "x"] } });
    expect(study.trials[9]!.attributes).toEqual({ odd: Number.NaN });
    expect(study.trials[6]).toMatchObject({
      error: "it was still running in Optuna when the study was imported",
      attributes: { by: "hand", "optuna:fixed_params": { rate: 0.01, kind: "adam" } },
    });
    const front = await opened("front");
    const generation = version === "3.6.2" ? "optuna:nsga2:generation" : "optuna:NSGAIISampler:generation";
    expect(front.trials[8]!.attributes[generation]).toBe(2);
    const { attributes } = (await storage.studies()).find(({ name }) => name === "front")!;
    expect(attributes["optuna:study:metric_names"]).toEqual(["cost", "gain"]);
  });

  it("goes on here: what waited runs first, and the sampler learns from what came", async () => {
    const url = `sqlite:${folder}/${version}.db`;
    await importOptuna(fileOf(version), { to: url, study: "single", as: "on" });
    const study = await createStudy({ name: "on", storage: url, sampler: tpe({ startup: 3 }) });
    await study.optimize(null, (trial) => trial.float("rate", 1e-5, 1, { log: true }), { trials: 14 });
    const fresh = study.trials.slice(10);
    expect(study.trials[7]).toMatchObject({ state: "complete", params: { rate: 0.02 }, origin: "enqueued-part" });
    expect(fresh.map(({ state }) => state)).toEqual(Array(4).fill("complete"));
    expect((await study.importance()).length).toBeGreaterThan(0);
    await study.close();
  });
});

type Refused = readonly [name: string, code: string, file: () => string, options?: object];
const refused: readonly Refused[] = [
  ["a file that is not there", "no-file", () => join(folder, "none.db")],
  ["a text", "not-optuna", () => join(folder, "a.txt")],
  ["a journal", "not-optuna", () => join(folder, "journal.log")],
  ["a storage of its own", "not-optuna", () => join(folder, "own.db")],
  ["a study that it does not have", "no-such-study", () => fileOf("4.9.0"), { study: "sinlge" }],
  ["one new name for several studies", "which-study", () => fileOf("4.9.0"), { as: "b" }],
  ["a name that is taken", "study-exists", () => fileOf("4.9.0"), { study: "single", as: "taken" }],
];
const refusals = refused.map(([name, code, file, options]) => ({ name, code, file, options }));
it.each(refusals)("refuses $name, and imports nothing", async ({ code, file, options }) => {
  writeFileSync(join(folder, "a.txt"), "just a text, long enough to be read");
  writeFileSync(
    join(folder, "journal.log"),
    '{"op_code": 0, "worker_id": "a", "study_name": "a", "directions": [1]}\n',
  );
  await (await openStorage(`sqlite:${folder}/own.db`)).close();
  const to = memory();
  await createStudy({ name: "taken", storage: to });
  await expect(importOptuna(file(), { to, ...options })).rejects.toMatchObject({ code });
  expect((await to.studies()).map(({ name }) => name)).toEqual(["taken"]);
});

it("imports all or none of the studies of a file, and what it says of a name that is taken names it", async () => {
  const to = memory();
  await createStudy({ name: "empty", storage: to });
  await expect(importOptuna(fileOf("4.9.0"), { to })).rejects.toThrow('memory has "empty" already');
  expect((await to.studies()).length).toBe(1);
});

it("a storage of Optuna's is never taken for one of ours, and stays as it is", async () => {
  const file = fileOf("4.9.0");
  const before = readFileSync(file);
  const remedy = expect.stringContaining("kaviar study import");
  for (const opening of [
    () => createStudy({ name: "single", storage: `sqlite:${file}`, sampler: random() }),
    () => openStudy("single", { storage: `sqlite:${file}` }),
  ])
    await expect(opening()).rejects.toMatchObject({ code: "no-studies", remedy });
  const db = new Database(file);
  expect(db.prepare("select count(*) from sqlite_master where name like 'kaviar%'").raw(true).all()).toEqual([[0]]);
  db.close();
  expect(before.length).toBe(readFileSync(file).length);
});

// As `distribution_to_json` of Optuna 2.10 wrote them, and version 3 and later still read them (optuna/distributions.py).
it.each([
  [
    '{"name": "UniformDistribution", "attributes": {"low": -1.0, "high": 2.0}}',
    { kind: "float", low: -1, high: 2, scale: "linear" },
  ],
  [
    '{"name": "LogUniformDistribution", "attributes": {"low": 0.1, "high": 1.0}}',
    { kind: "float", low: 0.1, high: 1, scale: "log" },
  ],
  [
    '{"name": "DiscreteUniformDistribution", "attributes": {"low": 0.0, "high": 1.0, "q": 0.25}}',
    { kind: "float", low: 0, high: 1, scale: "linear", step: 0.25 },
  ],
  [
    '{"name": "IntUniformDistribution", "attributes": {"low": 1, "high": 9, "step": 2}}',
    { kind: "int", low: 1, high: 9, scale: "linear", step: 2 },
  ],
  [
    '{"name": "IntLogUniformDistribution", "attributes": {"low": 1, "high": 64, "step": 1}}',
    { kind: "int", low: 1, high: 64, scale: "log", step: 1 },
  ],
  [
    '{"name": "CategoricalDistribution", "attributes": {"choices": [NaN, [1, 2], "NaN"]}}',
    { kind: "categorical", choices: [Number.NaN, "[1,2]", "NaN"], ordered: false },
  ],
])("reads a distribution: %s", (text, domain) => {
  expect(domainOf(text)).toEqual(domain);
});

it("refuses a distribution that nobody knows", () => {
  expect(() => domainOf('{"name": "constructor", "attributes": {}}')).toThrow("got constructor");
});

it("reads what Python's json writes of numbers that JSON has no word for, also beside texts like them", () => {
  expect(parsePythonJson('{"a": NaN, "b": [-Infinity, Infinity, -1], "c": "NaN, \\" Infinity", "NaN": null}')).toEqual({
    a: Number.NaN,
    b: [-Infinity, Infinity, -1],
    c: 'NaN, " Infinity',
    NaN: null,
  });
});
