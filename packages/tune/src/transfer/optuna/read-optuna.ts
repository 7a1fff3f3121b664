import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import { TuneError } from "../../error.ts";
import type { Dimension, Params } from "../../space/dimension.ts";
import { connectForReading } from "../../storage/sqlite-reading.ts";
import type { AddedTrial } from "../../storage/storage.ts";
import { enqueuedAttribute } from "../../trial/attributes.ts";
import type { Json, Report } from "../../trial/record.ts";
import type { StudyContents } from "../study-contents.ts";
import { domainOf, valueIn } from "./distribution.ts";
import { parsePythonJson } from "./python-json.ts";

/** Under which names what Optuna and its samplers keep for themselves is kept here. */
const systemPrefix = "optuna:";

type Row = readonly unknown[];
type Attributes = Record<string, Json>;

/** Tables that are read, with their columns; each trial's rows in the order in which they came. */
const queries = {
  studies: "select study_id, study_name from studies order by study_id",
  directions: "select study_id, direction from study_directions order by study_id, objective",
  studyUser: "select study_id, key, value_json from study_user_attributes",
  studySystem: "select study_id, key, value_json from study_system_attributes",
  trials: "select study_id, trial_id, state, datetime_start, datetime_complete from trials order by study_id, number",
  params: "select trial_id, param_name, param_value, distribution_json from trial_params order by param_id",
  values: "select trial_id, value, value_type from trial_values order by trial_id, objective",
  reports: `select trial_id, intermediate_value, intermediate_value_type, step from trial_intermediate_values
    order by trial_intermediate_value_id`,
  user: "select trial_id, key, value_json from trial_user_attributes",
  system: "select trial_id, key, value_json from trial_system_attributes",
} as const;

/** All studies of a file of Optuna's, as studies are put here. */
export const readOptuna = async (file: string): Promise<readonly StudyContents[]> => {
  checkKind(file);
  const db = await connectForReading(file, { isReady: () => true, make: async () => {} });
  try {
    const tables = await db.read(() => {
      const names = db.statement("select name from sqlite_master where type = 'table'").all().flat();
      if (!names.includes("trial_params") || !names.includes("version_info")) throw notOptuna(file);
      const columns = db.statement("select name from pragma_table_info('trial_values')").all().flat();
      if (!columns.includes("value_type"))
        throw new TuneError("not-optuna", `Optuna's storages are read from version 3 on: ${file} is of an older one.`, {
          remedy: `Bring it up to date: optuna storage upgrade --storage sqlite:///${file}`,
        });
      const read = (of: keyof typeof queries) => db.statement(queries[of]).all();
      return Object.fromEntries(Object.keys(queries).map((of) => [of, read(of as keyof typeof queries)])) as Record<
        keyof typeof queries,
        readonly Row[]
      >;
    });
    return studiesOf(tables);
  } finally {
    db.close();
  }
};

const studiesOf = (tables: Readonly<Record<keyof typeof queries, readonly Row[]>>): readonly StudyContents[] => {
  const of = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, grouped(rows)])) as Record<
    keyof typeof queries,
    (id: unknown) => readonly Row[]
  >;
  const spaces = new Map<string, readonly Dimension[]>();
  /** The dimensions of equal trials are the same object: kept once. */
  const shared = (dimensions: readonly Dimension[]): readonly Dimension[] => {
    const text = JSON.stringify(dimensions);
    const known = spaces.get(text) ?? dimensions;
    spaces.set(text, known);
    return known;
  };

  const trialOf = ([trial, state, started, ended]: Row): AddedTrial => {
    const dimensions = of.params(trial).map(
      ([name, , text]): Dimension => ({
        name: name as string,
        domain: domainOf(text as string),
      }),
    );
    const params: Params = Object.fromEntries(
      of.params(trial).map(([name, stored], i) => [name, valueIn(dimensions[i]!.domain, stored as number)]),
    );
    const system = attributesOf(of.system(trial));
    const { constraints = [], fixed_params: fixed, fail_reason: reason } = system;
    const values = of.values(trial).map(([value, type]) => numberOf(value, type));
    const reports = of.reports(trial).map(
      ([value, type, step]): Report => ({
        step: step as number,
        values: [numberOf(value, type)],
      }),
    );
    return {
      trial: {
        ...endOf(state as string, reason),
        params,
        dimensions: shared(dimensions),
        ...(values.length > 0 && { values }),
        attributes: {
          ...attributesOf(of.user(trial)),
          ...prefixed(system),
          ...(fixed !== undefined && state !== "COMPLETE" && { [enqueuedAttribute]: fixed }),
        },
        constraints: Object.fromEntries((constraints as readonly number[]).map((value, i) => [`c${i}`, value])),
        ...(state !== "WAITING" && { origin: "added", sampler: "optuna" }),
        attempt: state === "WAITING" ? 0 : 1,
        ...(started !== null && { startedAt: timeOf(started as string) }),
        ...(ended !== null && { finishedAt: timeOf(ended as string) }),
      },
      reports,
    };
  };

  return tables.studies.map(([study, name]) => {
    const trials = of.trials(study).map(trialOf);
    const times = trials.flatMap(({ trial: { startedAt } }) => (startedAt === undefined ? [] : [startedAt]));
    return {
      study: {
        name: name as string,
        directions: of.directions(study).map(([direction]) => (direction === "MAXIMIZE" ? "maximize" : "minimize")),
        // Optuna keeps neither a seed nor a time with a study.
        seed: Math.floor(Math.random() * 2 ** 32),
        createdAt: times.length === 0 ? Date.now() : Math.min(...times),
        attributes: { ...attributesOf(of.studyUser(study)), ...prefixed(attributesOf(of.studySystem(study))) },
      },
      trials,
    };
  });
};

/** The rows of each id, which stands first in them, without it. */
const grouped = (rows: readonly Row[]): ((id: unknown) => readonly Row[]) => {
  const groups = new Map<unknown, Row[]>();
  for (const [id, ...row] of rows) {
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  return (id) => groups.get(id) ?? [];
};

type End = Pick<AddedTrial["trial"], "state" | "error">;

/** Who runs a trial of Optuna's nobody here can know: it counts as failed, and may be retried. */
const ends: Readonly<Record<string, (reason: string | undefined) => End>> = {
  COMPLETE: () => ({ state: "complete" }),
  PRUNED: () => ({ state: "pruned" }),
  WAITING: () => ({ state: "waiting" }),
  FAIL: (reason = "failed in Optuna, which keeps no reason") => ({ state: "failed", error: reason }),
  RUNNING: () => ({ state: "failed", error: "it was still running in Optuna when the study was imported" }),
};

const endOf = (state: string, reason: Json | undefined): End => {
  const end = Object.hasOwn(ends, state) ? ends[state] : undefined;
  if (end === undefined)
    throw new TuneError("not-optuna", `A trial of Optuna's has a state that it knows: got ${state}.`);
  return end(typeof reason === "string" ? reason : undefined);
};

const words: Readonly<Record<string, number>> = { INF_POS: Infinity, INF_NEG: -Infinity, NAN: Number.NaN };

const numberOf = (value: unknown, type: unknown): number => words[type as string] ?? (value as number);

/** Optuna writes the time of its machine, without a zone: read as that of this one. */
const timeOf = (text: string): number => new Date(text.replace(" ", "T").replace(/(\.\d{3})\d+$/, "$1")).getTime();

const attributesOf = (rows: readonly Row[]): Attributes =>
  Object.fromEntries(rows.map(([key, text]) => [key as string, parsePythonJson(text as string) as Json]));

const prefixed = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).map(([key, value]) => [`${systemPrefix}${key}`, value]));

const notOptuna = (file: string): TuneError =>
  new TuneError("not-optuna", `A file that is imported must be an SQLite storage of Optuna's: ${file} is none.`, {
    remedy: "Studies of kaviar are taken along by `copyStudy`, or `kaviar study copy`.",
  });

/** A journal is text, of which Optuna itself makes a storage that is read. */
const checkKind = (file: string): void => {
  const path = resolve(file);
  if (!existsSync(path)) return;
  const start = Buffer.alloc(16);
  const opened = openSync(path, "r");
  try {
    readSync(opened, start);
  } finally {
    closeSync(opened);
  }
  const text = start.toString("latin1");
  if (text.startsWith('{"op_code"'))
    throw new TuneError(
      "not-optuna",
      `A file that is imported must be an SQLite storage of Optuna's: ${file} is a journal.`,
      {
        remedy:
          'Copy each study out of it: `optuna.copy_study(from_study_name=NAME, from_storage=JOURNAL, to_storage="sqlite:///optuna.db")`.',
      },
    );
  if (text !== "SQLite format 3\0") throw notOptuna(file);
};
