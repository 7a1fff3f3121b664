import { addedColumns } from "./added-rows.ts";
import { ownerColumns } from "./heartbeat-row.ts";
import type { Connection } from "./sqlite-connection.ts";
import type { Statement } from "./sqlite-database.ts";
import { flat, structured, times } from "./trial-row.ts";

/** A trial as JSON text: SQLite writes what it stores as text into one string faster than a driver hands over cells. */
const trialText = [
  `'[' || json_array(${flat.join(", ")})`,
  ...structured.map((column) => `coalesce(${column}, 'null')`),
  // 17 digits tell any two numbers apart.
  ...times.map((column) => `iif(${column} is null, 'null', printf('%!.17g', ${column})) `),
]
  .join(" || ',' || ")
  .concat(" || ']'");

const studyColumns = "id, name, directions, seed, created_at, attributes";

const now = "(julianday('now') - 2440587.5) * 86400000.0";

const beatText = `insert into kaviar_owners (${ownerColumns.join(", ")}, beats, beaten_at)
  values (${ownerColumns.map(() => "?").join(", ")}, 1, ${now}) on conflict do update set beats = beats + 1, beaten_at = ${now}`;

/** The statements of the storage, prepared when they are first used. */
export const sqliteStatements = (db: Connection) => {
  const later = (sql: string): Statement => {
    let prepared: Statement | undefined;
    const get = () => (prepared ??= db.statement(sql));
    return {
      get: (...values) => get().get(...values),
      all: (...values) => get().all(...values),
      run: (...values) => get().run(...values),
    };
  };
  return {
    studies: later(`select ${studyColumns} from kaviar_studies order by id`),
    studyNamed: later(`select ${studyColumns} from kaviar_studies where name = ?`),
    addStudy: later(
      "insert into kaviar_studies (name, directions, seed, created_at, attributes) values (?, ?, ?, ?, ?)",
    ),
    study: later("select id, name, created_at, attributes from kaviar_studies where id = ?"),
    studyAttributes: later("select attributes from kaviar_studies where id = ?"),
    setStudyAttributes: later("update kaviar_studies set attributes = ? where id = ?"),
    trials: later("select trials from kaviar_studies where id = ?"),
    deletions: [
      "delete from kaviar_reports where study = ?",
      "delete from kaviar_trials where study = ?",
      "delete from kaviar_spaces where study = ?",
      "delete from kaviar_studies where id = ?",
    ].map(later),
    advance: later(
      "update kaviar_studies set revision = revision + 1, trials = trials + ? where id = ? returning revision, trials",
    ),
    extend: later(`update kaviar_studies set revision = max(revision, ?) + ?, trials = trials + ?
      where id = ? returning revision, trials`),
    spaces: later("select digest, dimensions from kaviar_spaces where study = ?"),
    addSpace: later("insert or ignore into kaviar_spaces (study, digest, dimensions) values (?, ?, ?)"),
    addTrial: later(`insert into kaviar_trials
      (study, number, revision, state, owner, attempt, started_at, asked_in, params, space, attributes)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning ${trialText}`),
    putTrial: later(`insert into kaviar_trials (study, number, revision, ${Object.keys(addedColumns).join(", ")})
      values (?, ?, ?${", ?".repeat(Object.keys(addedColumns).length)}) returning ${trialText}`),
    waiting: later("select number from kaviar_trials where study = ? and state = 'waiting' order by number limit 1"),
    claim: later(`update kaviar_trials
      set revision = ?, state = 'running', owner = ?, started_at = ?, asked_in = ?, attempt = attempt + 1
      where study = ? and number = ? returning ${trialText}`),
    before: later("select state, owner, attributes, constraints from kaviar_trials where study = ? and number = ?"),
    holder: later("select number from kaviar_trials where study = ? and point = ?"),
    patch: later(`update kaviar_trials set revision = ?, state = coalesce(?, state), params = coalesce(?, params),
      result = coalesce(?, result), origin = coalesce(?, origin), sampler = coalesce(?, sampler), why = coalesce(?, why), notes = coalesce(?, notes),
      clone_of = coalesce(?, clone_of), error = coalesce(?, error), started_at = coalesce(?, started_at),
      finished_at = coalesce(?, finished_at), seen = coalesce(?, seen), owner = coalesce(?, owner), attributes = coalesce(?, attributes),
      constraints = coalesce(?, constraints), space = coalesce(?, space), point = coalesce(?, point),
      asked_in = coalesce(?, asked_in), told_in = coalesce(?, told_in)
      where study = ? and number = ? returning ${trialText}`),
    report: later(`insert into kaviar_reports (study, number, step, result, revision, first) values (?, ?, ?, ?, ?, ?)
      on conflict do update set result = excluded.result, revision = excluded.revision`),
    // One statement: one consistent look. Reports in the order of their first arrival.
    changes: later(`select revision,
      (select group_concat(text, ',') from (select ${trialText} as text from kaviar_trials
        where study = id and kaviar_trials.revision > ? order by kaviar_trials.revision)),
      (select group_concat(text, ',') from (select '[' || number || ',' || step || ',' || result || ']' as text
        from kaviar_reports where study = id and kaviar_reports.revision > ? order by first))
      from kaviar_studies where id = ?`),
    beat: later(beatText),
    owners: later("select count(*) from kaviar_owners"),
    heartbeats: later(`select ${ownerColumns.join(", ")}, beats, ${now} - beaten_at from kaviar_owners`),
    forget: later("delete from kaviar_owners where id = ?"),
    runningOf: later(`select study, number, attempt, attributes, constraints from kaviar_trials
      where state = 'running' and owner = ? order by study, number`),
  };
};
