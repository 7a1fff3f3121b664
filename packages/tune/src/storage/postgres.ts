import { join } from "node:path";
import type { Json, TrialRecord } from "../trial/record.ts";
import { addedRows } from "./added-rows.ts";
import { beatInThread } from "./beat-thread.ts";
import { parseExact, stringifyExact } from "./exact-json.ts";
import { heartbeatOf, ownerColumns, ownerValues } from "./heartbeat-row.ts";
import { noStudy } from "./no-study.ts";
import { type Connection, connect, flushText } from "./postgres-connection.ts";
import { missing, pointIndex, trialText } from "./postgres-functions.ts";
import { checkReady, migrate } from "./postgres-migrate.ts";
import { removeShared } from "./remove-shared.ts";
import { createSpaceCache, noSpace, type SharedSpace } from "./space-cache.ts";
import type { Owner, Storage, StudyRecord } from "./storage.ts";
import { removeStudyFolder } from "./study-folder.ts";
import { checkName, columnsOf, digest, flat, json, type StudyRow, studyOf, trialOf } from "./trial-row.ts";

type Row = readonly unknown[];
type Cells = readonly [flat: readonly unknown[], ...structured: unknown[]];

/**
 * Studies in a PostgreSQL database, for any number of machines at once.
 *
 * ```ts
 * await createStudy({ name: "digits", storage: "postgres://tuner:secret@db.example.org/studies" });
 * ```
 * Commits are as durable as the server makes them; `?synchronous_commit=off` in the URL trades the last half second
 * before a crash of the server for speed. When the server restarts, a study waits for it and goes on.
 */
export const postgres = async (url: string, { readOnly = false } = {}): Promise<Storage> => {
  const db = await connect(url, { readOnly });
  try {
    await (readOnly ? checkReady(db) : migrate(db));
  } catch (error) {
    await db.close();
    throw error;
  }
  const spaces = createSpaceCache();
  const folder = join(process.cwd(), "kaviar-artifacts");
  const client = crypto.randomUUID().slice(0, 13);
  let operations = 0;

  /** Calls a function, its operation named, with what it raises turned into what it means. */
  const call = async (
    name: string,
    study: number,
    before: Value[],
    after: Value[] = [],
    how: Connection["query"] = db.settled,
  ): Promise<readonly Row[]> => {
    const operation = `${client}:${operations++}`;
    const count = before.length + after.length + 3;
    const places = Array.from({ length: count }, (_, i) => `$${i + 1}`).join(", ");
    const values = (again: boolean) => [study, ...before, operation, again, ...after];
    return run(study, `select ${trialText} from ${name}(${places})`, values, how);
  };

  const run = (
    study: number,
    text: string,
    values: (again: boolean) => Value[],
    how: Connection["query"] = db.settled,
  ): Promise<readonly Row[]> =>
    how(text, values).catch((error: unknown) => {
      throw (error as { code?: string }).code === missing ? noStudy(study) : error;
    });

  const trialsOf = async (study: number, trials: readonly Cells[]): Promise<readonly TrialRecord[]> => {
    if (trials.some(([cells]) => spaces.find(study, cells[spaceAt] as string | null) === undefined)) {
      const found = await db.query("select digest, dimensions from kaviar_spaces where study = $1", () => [study]);
      for (const [name, text] of found) {
        spaces.learn(study, name as string, text as string);
        spaces.written(study, name as string);
      }
    }
    return trials.map(([cells, ...parts]) =>
      trialOf(cells, parts, spaces.find(study, cells[spaceAt] as string | null) ?? noSpace),
    );
  };

  const one = async (study: number, [row]: readonly Row[]): Promise<TrialRecord | undefined> =>
    row && (await trialsOf(study, [parseExact(row[0] as string) as Cells]))[0];

  const nameSpace = (study: number, { dimensions, space }: Partial<SharedSpace>) =>
    dimensions === undefined ? { digest: null, unwritten: null } : spaces.name(study, dimensions, space);

  const studies = async (where: string, values: Value[]): Promise<readonly StudyRecord[]> => {
    const rows = await db.query(
      `select id, name, directions, seed, created_at, attributes from kaviar_studies ${where} order by id`,
      () => values,
    );
    return rows.map(([id, name, directions, seed, created_at, attributes]) =>
      studyOf({ id, name, directions, seed, created_at, attributes } as StudyRow, parseExact),
    );
  };

  return {
    url: db.url,
    folder,

    studies: () => studies("", []),

    openStudy: async (draft) => {
      checkName(draft.name);
      const [known] = await studies("where name = $1", [draft.name]);
      if (known !== undefined) return { study: known, created: false };
      const born = `${client}:${operations++}`;
      const rows = await db.query(
        `insert into kaviar_studies (name, directions, seed, created_at, attributes, born)
          values ($1, $2, $3, $4, $5, $6) on conflict (name) do update set name = excluded.name returning born`,
        () => [
          draft.name,
          JSON.stringify(draft.directions),
          draft.seed,
          draft.createdAt,
          stringifyExact(draft.attributes),
          born,
        ],
      );
      const [study] = await studies("where name = $1", [draft.name]);
      return { study: study!, created: rows[0]![0] === born };
    },

    studyAttribute: async (study, name) => {
      const text = "select (attributes::json -> $2)::text from kaviar_studies where id = $1";
      const [row] = await db.query(text, () => [study, name]);
      if (row === undefined) throw noStudy(study);
      return row[0] === null ? undefined : (parseExact(row[0] as string) as Json);
    },

    setStudyAttributes: async (study, attributes) => {
      const gone = Object.keys(attributes).filter((name) => attributes[name] === undefined);
      const text = stringifyExact(attributes);
      if (gone.length === 0) await run(study, "select kaviar_set_study_attributes($1, $2)", () => [study, text]);
      else if ((await db.settled(mergedWithout, () => [study, text, JSON.stringify(gone)])).length === 0)
        throw noStudy(study);
    },

    deleteStudy: async (study) => {
      const [known] = await studies("where id = $1", [study]);
      if (!readOnly) await removeShared(known);
      await db.query("select kaviar_delete($1)", () => [study]);
      removeStudyFolder(folder, known);
    },

    changes: async (study, since) => {
      const [row] = await db.settled(
        changesText(db.isDurable),
        (_again, owes) => (db.isDurable ? [study, since, owes] : [study, since]),
        true,
      );
      if (row === undefined) throw noStudy(study);
      const [revision, trials, reports] = row as [number, string | null, string | null];
      return {
        revision,
        trials: await trialsOf(study, parseExact(`[${trials ?? ""}]`) as Cells[]),
        reports: (parseExact(`[${reports ?? ""}]`) as [number, number, number[]][]).map(([number, step, values]) => ({
          number,
          step,
          values,
        })),
      };
    },

    enqueue: async (study, draft) => {
      const space = nameSpace(study, draft);
      const rows = await call(
        "kaviar_enqueue",
        study,
        [],
        [stringifyExact(draft.params ?? {}), space.digest, space.unwritten, stringifyExact(draft.attributes ?? {})],
      );
      return (await one(study, rows))!;
    },

    add: async (study, trials) => {
      const rows = addedRows(study, trials, spaces);
      const added = await call(
        "kaviar_add",
        study,
        [],
        [rows.carried, JSON.stringify(rows.trials), JSON.stringify(rows.reports), JSON.stringify([...rows.spaces])],
      );
      for (const name of rows.spaces.keys()) spaces.written(study, name);
      const records = await trialsOf(
        study,
        added.map(([text]) => parseExact(text as string) as Cells),
      );
      return records.toSorted((a, b) => a.number - b.number);
    },

    claim: async (study, { owner, startedAt, limit, ahead }) => {
      const space = nameSpace(study, ahead?.patch ?? {});
      const to = columnsOf(ahead?.patch ?? {});
      const rows = await call(
        "kaviar_claim",
        study,
        [],
        [
          owner,
          startedAt,
          limit ?? null,
          ahead?.number ?? null,
          ahead?.unique === undefined ? null : digest(ahead.unique),
          space.unwritten,
          space.digest,
          json(ahead?.patch.attributes),
          to.params,
          to.origin,
          to.sampler,
          to.why,
          to.notes,
          to.clone_of,
          to.seen,
          to.owner,
        ],
        // Nobody runs a trial before it has its point: with that its claim is made durable too.
        ahead === undefined ? db.query : db.settled,
      );
      if (space.digest !== null) spaces.written(study, space.digest);
      const claimed = await one(study, rows);
      if (ahead === undefined && Object.keys(claimed?.params ?? {}).length > 0) await db.settled("select 1", () => []);
      return claimed;
    },

    update: async (study, number, patch, { owner, from, unique } = {}) => {
      const space = nameSpace(study, patch);
      const {
        state,
        params,
        result,
        origin,
        sampler,
        why,
        notes,
        clone_of,
        error,
        started_at,
        finished_at,
        seen,
        owner: to,
      } = columnsOf(patch);
      try {
        const rows = await call(
          "kaviar_update",
          study,
          [number],
          [
            owner ?? null,
            from ?? null,
            unique === undefined ? null : digest(unique),
            space.unwritten,
            space.digest,
            json(patch.attributes),
            json(patch.constraints),
            state,
            params,
            result,
            origin,
            sampler,
            why,
            notes,
            clone_of,
            error,
            started_at,
            finished_at,
            seen,
            to,
          ],
        );
        if (space.digest !== null && rows.length > 0) spaces.written(study, space.digest);
        return await one(study, rows);
      } catch (error) {
        if ((error as { constraint_name?: string }).constraint_name === pointIndex) return "taken";
        throw error;
      }
    },

    report: async (study, number, step, values, owner) => {
      const rows = await run(study, "select kaviar_report($1, $2, $3, $4, $5)", () => [
        study,
        number,
        step,
        stringifyExact(values),
        owner ?? null,
      ]);
      return rows[0]![0] as boolean;
    },

    beat: async (owner) => {
      const [row] = await db.query(beatText, () => ownerValues(owner));
      return row![0] as number;
    },

    ...(!readOnly && {
      keepBeating: (owner: Owner) => beatInThread({ url, statement: beatText, values: ownerValues(owner) }),
    }),

    heartbeats: async () => {
      const rows = await db.query(`select ${heartbeatText} from kaviar_owners`, () => []);
      return rows.map(heartbeatOf);
    },

    watched: async ({ host, boot }) => {
      const text = `select ${heartbeatText} from kaviar_watched($1, $2)`;
      return (await db.query(text, () => [host, boot ?? null])).map(heartbeatOf);
    },

    release: async (owner, { attempts, error }) => {
      const rows = await db.settled("select kaviar_release($1, $2, $3, $4)", () => [
        owner,
        attempts,
        error,
        Date.now(),
      ]);
      return rows[0]![0] as number;
    },

    close: () => db.close(),
  };
};

type Value = string | number | boolean | null;

const heartbeatText = `${ownerColumns.join(", ")}, beats,
  extract(epoch from clock_timestamp())::double precision * 1000 - beaten_at`;

const beatText = "select kaviar_beat($1, $2, $3, $4, $5)";

/** Attributes of a study with others merged in, and without those of some names. */
const mergedWithout = `update kaviar_studies set attributes = (
    select coalesce(json_object_agg(key, value order by place), '{}')::text
    from json_each(kaviar_merge(attributes, $2)::json) with ordinality as named(key, value, place)
    where key not in (select json_array_elements_text($3::text::json))
  ) where id = $1 returning id`;

const spaceAt = flat.indexOf("space");

/**
 * One statement: one consistent look. The empty transaction makes what was seen durable before anybody hears of it, and
 * with it all this connection did before. Where nothing is new and nothing owed there is nothing to wait for.
 */
const changesText = (flushes: boolean): string => `select revision,
  (select string_agg(${trialText}, ',' order by t.revision) from kaviar_trials t where t.study + 0 = $1 and t.revision > $2),
  (select string_agg(concat('[', number, ',', step, ',', result, ']'), ',' order by first)
    from kaviar_reports r where r.study = $1 and r.revision > $2)
  ${flushes ? `, case when $3::boolean or revision > $2 then (${flushText}) end` : ""} from kaviar_studies s where id = $1`;
