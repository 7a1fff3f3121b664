import { shownUrl } from "@kaviar/base/text";
import { TuneError } from "../error.ts";
import { isFinished, type Json, type TrialRecord, type TrialState } from "../trial/record.ts";
import { addedColumns, addedRows } from "./added-rows.ts";
import { hasEscapes, parseExact, stringifyExact, unescaped } from "./exact-json.ts";
import { heartbeatOf, ownerValues } from "./heartbeat-row.ts";
import { noStudy } from "./no-study.ts";
import { notStudies } from "./not-studies.ts";
import { removeShared } from "./remove-shared.ts";
import { readableSince } from "./schema.ts";
import { createSpaceCache, noSpace, type SharedSpace } from "./space-cache.ts";
import { type Connection, connect } from "./sqlite-connection.ts";
import { migrate, versionOf } from "./sqlite-migrate.ts";
import { connectForReading, type Reading } from "./sqlite-reading.ts";
import { sqliteStatements } from "./sqlite-statements.ts";
import type { Storage, StudyRecord, TrialPatch } from "./storage.ts";
import { removeStudyFolder } from "./study-folder.ts";
import { checkName, columnsOf, digest, flat, type StudyRow, studyOf, trialOf } from "./trial-row.ts";

const addedNames = Object.keys(addedColumns) as (keyof typeof addedColumns)[];

type Cells = readonly [flat: readonly unknown[], ...structured: unknown[]];

/**
 * Studies in a file, for any number of processes of this machine at once.
 *
 * ```ts
 * await createStudy({ name: "digits", storage: "sqlite:kaviar.db" });
 * ```
 * Not on a network drive: SQLite's locks do not hold there. Several machines share a study through PostgreSQL.
 */
export const sqlite = async (file: string): Promise<Storage> => {
  const db = await connect(file);
  await migrate(db);
  return studiesIn(db, file);
};

/** Studies in a file that nothing is written to, or beside. */
export const sqliteForReading = async (file: string): Promise<Storage> =>
  studiesIn(await connectForReading(file, { isReady, make: migrate }), file);

const isReady: Reading["isReady"] = (db) => {
  const version = versionOf(db);
  if (version === 0) throw notStudies(db);
  return version >= readableSince;
};

const studiesIn = (db: Connection, file: string): Storage => {
  const sql = sqliteStatements(db);
  const spaces = createSpaceCache();
  const folder = `${db.file}-artifacts`;

  const spaceOf = (study: number, name: string | null): SharedSpace => {
    const known = spaces.find(study, name);
    if (known !== undefined) return known;
    for (const [each, text] of sql.spaces.all(study)) spaces.learn(study, each as string, text as string);
    return spaces.find(study, name) ?? noSpace;
  };

  const decode = (study: number, [columns, ...parts]: Cells): TrialRecord =>
    trialOf(columns, parts, spaceOf(study, columns[flat.indexOf("space")] as string | null));

  const decodeRow = (study: number, row: readonly unknown[]): TrialRecord =>
    decode(study, parseExact(row[0] as string) as Cells);

  /** The study's next revision, and how many trials it has. */
  const advance = (study: number, newTrials = 0): { revision: number; trials: number } => {
    const row = sql.advance.get(newTrials, study);
    if (row === undefined) throw noStudy(study);
    return { revision: row[0] as number, trials: row[1] as number };
  };

  const nameSpace = (study: number, { dimensions, space }: Partial<SharedSpace>): string | null => {
    if (dimensions === undefined) return null;
    const { digest: name, unwritten } = spaces.name(study, dimensions, space);
    if (unwritten !== null) sql.addSpace.run(study, name, unwritten);
    return name;
  };

  const patchRow = (
    study: number,
    number: number,
    patch: TrialPatch,
    before: { state: TrialState; attributes: string; constraints: string },
    point: string | null,
  ): TrialRecord => {
    const { revision } = advance(study);
    const state = patch.state ?? before.state;
    const to = columnsOf(patch);
    const row = sql.patch.get(
      revision,
      to.state,
      to.params,
      to.result,
      to.origin,
      to.sampler,
      to.why,
      to.notes,
      to.clone_of,
      to.error,
      to.started_at,
      to.finished_at,
      to.seen,
      to.owner,
      merged(before.attributes, patch.attributes),
      merged(before.constraints, patch.constraints),
      nameSpace(study, patch),
      point,
      state === "running" && before.state !== "running" ? revision : null,
      isFinished({ state }) && !isFinished(before) ? revision : null,
      study,
      number,
    )!;
    return decodeRow(study, row);
  };

  return {
    url: `sqlite:${file}`,
    folder,

    studies: () => db.read(() => sql.studies.all().map((row) => studyOf(studyRow(row), parseExact))),

    openStudy: (draft) => {
      checkName(draft.name);
      const existing = () => sql.studyNamed.get(draft.name);
      return db.read(existing).then((known) => {
        if (known !== undefined) return { study: studyOf(studyRow(known), parseExact), created: false };
        return db.write(() => {
          const other = existing();
          if (other === undefined)
            sql.addStudy.run(
              draft.name,
              JSON.stringify(draft.directions),
              draft.seed,
              draft.createdAt,
              stringifyExact(draft.attributes),
            );
          return { study: studyOf(studyRow(other ?? existing()!), parseExact), created: other === undefined };
        });
      });
    },

    studyAttribute: (study, name) =>
      db.read(() => {
        const row = sql.studyAttributes.get(study);
        if (row === undefined) throw noStudy(study);
        const attributes = parseExact(row[0] as string) as Readonly<Record<string, Json>>;
        return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      }),

    setStudyAttributes: (study, attributes) =>
      db.write(() => {
        const row = sql.studyAttributes.get(study);
        if (row === undefined) throw noStudy(study);
        sql.setStudyAttributes.run(merged(row[0] as string, attributes), study);
      }),

    deleteStudy: async (study) => {
      // As one who writes: who only reads is refused before anything is taken away.
      const known = await db.write(() => {
        const row = sql.study.get(study) as [number, string, number, string] | undefined;
        const attributes = row && (parseExact(row[3]) as StudyRecord["attributes"]);
        return row && { id: row[0], name: row[1], createdAt: row[2], attributes: attributes! };
      });
      await removeShared(known);
      await db.write(() => {
        for (const each of sql.deletions) each.run(study);
      });
      removeStudyFolder(folder, known);
    },

    changes: (study, since) =>
      db.read(() => {
        const row = sql.changes.get(since, since, study);
        if (row === undefined) throw noStudy(study);
        const [revision, trials, reports] = row as [number, string | null, string | null];
        const parse = (texts: string | null): unknown[] => {
          const parsed = JSON.parse(`[${texts ?? ""}]`) as unknown[];
          return texts !== null && hasEscapes(texts) ? parsed.map(unescaped) : parsed;
        };
        return {
          revision,
          trials: parse(trials).map((cells) => decode(study, cells as unknown as Cells)),
          reports: (parse(reports) as [number, number, number[]][]).map(([number, step, values]) => ({
            number,
            step,
            values,
          })),
        };
      }),

    enqueue: (study, draft) =>
      db.write(() => {
        const { revision, trials } = advance(study, 1);
        const row = sql.addTrial.get(
          study,
          trials - 1,
          revision,
          "waiting",
          null,
          0,
          null,
          null,
          stringifyExact(draft.params ?? {}),
          nameSpace(study, draft),
          stringifyExact(draft.attributes ?? {}),
        )!;
        return decodeRow(study, row);
      }),

    add: async (study, trials) => {
      const { added, spaces: written } = await db.write(() => {
        const rows = addedRows(study, trials, spaces);
        const changes = rows.trials.length + rows.reports.length;
        const row = sql.extend.get(rows.carried, changes, rows.trials.length, study);
        if (row === undefined) throw noStudy(study);
        const revision = (row[0] as number) - changes;
        const number = (row[1] as number) - rows.trials.length;
        for (const [name, text] of rows.spaces) sql.addSpace.run(study, name, text);
        rows.reports.forEach(([place, step, values], i) => {
          const own = revision + rows.trials.length + i + 1;
          sql.report.run(study, number + place, step, values, own, own);
        });
        const added = rows.trials.map(({ place, rank, ...columns }) => {
          const own = revision + rank + 1;
          const told = columns.told_in ?? (isFinished({ state: columns.state as TrialState }) ? own : null);
          const cells = addedNames.map((name) => (name === "told_in" ? told : columns[name]));
          return decodeRow(study, sql.putTrial.get(study, number + place, own, ...cells)!);
        });
        return { added, spaces: rows.spaces };
      });
      for (const name of written.keys()) spaces.written(study, name);
      return added;
    },

    claim: async (study, { owner, startedAt, limit, ahead }) => {
      let isAhead = false;
      const claimed = await db.write(() => {
        const waiting = sql.waiting.get(study);
        if (waiting !== undefined) {
          const { revision } = advance(study);
          return decodeRow(study, sql.claim.get(revision, owner, startedAt, revision, study, waiting[0] as number)!);
        }
        if (limit !== undefined) {
          const counted = sql.trials.get(study);
          if (counted === undefined) throw noStudy(study);
          if ((counted[0] as number) >= limit) return undefined;
        }
        const { revision, trials } = advance(study, 1);
        const row = sql.addTrial.get(
          study,
          trials - 1,
          revision,
          "running",
          owner,
          1,
          startedAt,
          revision,
          "{}",
          null,
          "{}",
        )!;
        const point = ahead?.unique === undefined ? null : digest(ahead.unique);
        const isFree = point === null || sql.holder.get(study, point) === undefined;
        isAhead = ahead?.number === trials - 1 && isFree;
        const fresh = { state: "running", attributes: "{}", constraints: "{}" } as const;
        return isAhead ? patchRow(study, trials - 1, ahead!.patch, fresh, point) : decodeRow(study, row);
      });
      if (isAhead) spaces.written(study, spaces.name(study, ahead!.patch.dimensions, ahead!.patch.space).digest);
      return claimed;
    },

    update: (study, number, patch, { owner, from, unique } = {}) =>
      db
        .write(() => {
          const row = sql.before.get(study, number);
          if (row === undefined) {
            if (sql.trials.get(study) === undefined) throw noStudy(study);
            return undefined;
          }
          const [state, holder, attributes, constraints] = row as [TrialState, string | null, string, string];
          if (owner !== undefined && (state !== "running" || holder !== owner)) return undefined;
          if (from !== undefined && state !== from) return undefined;
          const point = unique === undefined ? null : digest(unique);
          if (point !== null) {
            const held = sql.holder.get(study, point);
            if (held !== undefined && held[0] !== number) return "taken";
          }
          return patchRow(study, number, patch, { state, attributes, constraints }, point);
        })
        .then((updated) => {
          if (patch.dimensions && typeof updated === "object")
            spaces.written(study, spaces.name(study, patch.dimensions, patch.space).digest);
          return updated;
        }),

    report: (study, number, step, values, owner) =>
      db.write(() => {
        const row = sql.before.get(study, number);
        if (row === undefined) {
          if (sql.trials.get(study) === undefined) throw noStudy(study);
          return false;
        }
        if (owner !== undefined && (row[0] !== "running" || row[1] !== owner)) return false;
        const { revision } = advance(study);
        sql.report.run(study, number, step, stringifyExact(values), revision, revision);
        return true;
      }),

    beat: (owner) =>
      db.write(() => {
        sql.beat.run(...ownerValues(owner));
        return sql.owners.get()![0] as number;
      }),

    heartbeats: () => db.read(() => sql.heartbeats.all().map(heartbeatOf)),

    release: (owner, { attempts, error }) =>
      db.write(() => {
        sql.forget.run(owner);
        const running = sql.runningOf.all(owner) as unknown as [number, number, number, string, string][];
        for (const [study, number, attempt, attributes, constraints] of running) {
          const patch: TrialPatch =
            attempt >= attempts ? { state: "failed", error, finishedAt: Date.now() } : { state: "waiting" };
          patchRow(study, number, patch, { state: "running", attributes, constraints }, null);
        }
        return running.length;
      }),

    close: async () => db.close(),
  };
};

const studyRow = ([id, name, directions, seed, created_at, attributes]: readonly unknown[]): StudyRow =>
  ({ id, name, directions, seed, created_at, attributes }) as StudyRow;

/** Named values with others merged in; null, which leaves them as they are, where there are none. */
const merged = (before: string, patch: Readonly<Record<string, unknown>> | undefined): string | null =>
  patch === undefined ? null : stringifyExact({ ...(parseExact(before) as object), ...patch });

/** What follows `sqlite:` in a storage's name. */
export const sqliteFile = (url: string): string => {
  const file = url.slice("sqlite:".length);
  if (file === "" || file.startsWith(":"))
    throw new TuneError("no-file", `\`sqlite:\` needs a file: got ${JSON.stringify(url)}.`, {
      remedy: 'Name one, "sqlite:kaviar.db"; what is to live in memory is "memory".',
    });
  if (file.startsWith("//")) {
    const shown = shownUrl(url);
    const path = shown.slice("sqlite:".length).replace(/^\/+/, "");
    throw new TuneError("url-for-file", `\`sqlite:\` takes a path as it is, not a URL: got ${JSON.stringify(shown)}.`, {
      remedy: `Write "sqlite:${path}" or, from the root, "sqlite:/${path}".`,
    });
  }
  return file;
};
