import { readFileSync } from "node:fs";
import type { clientOf } from "../../../tune/test/storage/postgres-server.ts";

type Sql = ReturnType<typeof clientOf>;

/** What became of the trials of a study that went through faults. */
export interface Tally {
  readonly trials: number;
  readonly complete: number;
  /** Trials that were failed since their processes died twice. */
  readonly failed: number;
  /** Trials that nobody has ended. */
  readonly lost: number;
  /** Trials whose end was written more than once. */
  readonly toldTwice: number;
  /** Trials that more than one process has begun. */
  readonly begunTwice: number;
  /** Results that an objective came to, and the study did not take: of another process they are, or of one that was killed. */
  readonly refused: number;
  /** Complete trials whose value no objective came to. */
  readonly strange: number;
}

/** From now on the database itself notes who begins, ends and gives back a trial: each write, by whomever. */
export const noteWrites = (sql: Sql) =>
  sql.unsafe(`
    create table noted (at serial, study bigint, number bigint, state text, owner text, attempt bigint);
    create function note() returns trigger as $$ begin
      if tg_op = 'INSERT' or (old.state, old.attempt) is distinct from (new.state, new.attempt) or new.state not in ('running', 'waiting') then
        insert into noted (study, number, state, owner, attempt) values (new.study, new.number, new.state, new.owner, new.attempt);
      end if;
      return null;
    end $$ language plpgsql;
    create trigger note after insert or update on kaviar_trials for each row execute function note();`);

export const tallyOf = async (sql: Sql, study: string, said: string): Promise<Tally> => {
  const [row] = await sql<{ id: number }[]>`select id from kaviar_studies where name = ${study}`;
  const trials = await sql<{ number: string; state: string; result: string | null; error: string | null }[]>`
    select number, state, result, error from kaviar_trials where study = ${row!.id} order by number`;
  const many = async (states: readonly string[]) =>
    (
      await sql`select number from noted where study = ${row!.id} and state in ${sql(states)} group by number having count(*) > 1`
    ).length;
  const results = readFileSync(said, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  const known = new Set(results);
  const complete = trials.filter(({ state }) => state === "complete");
  return {
    trials: trials.length,
    complete: complete.length,
    failed: trials.filter(({ state, error }) => state === "failed" && error?.endsWith("died 2 times")).length,
    lost: trials.filter(({ state }) => state === "running" || state === "waiting").length,
    toldTwice: await many(["complete", "pruned", "failed"]),
    begunTwice: await many(["running"]),
    refused: results.length - complete.length,
    strange: complete.filter(({ number, result }) => !known.has(`${number} ${JSON.parse(result!)[0]}`)).length,
  };
};

export const tallyLine = ({ trials, complete, failed, lost, toldTwice, begunTwice, refused, strange }: Tally): string =>
  `${complete} of ${trials} complete, ${failed} failed as their processes died twice, ${lost} lost, ${toldTwice} told twice, ${begunTwice} begun twice, ${refused} results not taken, ${strange} values from nowhere`;
