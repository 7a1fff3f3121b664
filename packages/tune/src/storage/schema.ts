import { TuneError } from "../error.ts";

/** What the two databases call the same thing. */
export interface Dialect {
  readonly id: string;
  readonly integer: string;
  readonly real: string;
}

/**
 * How a database of version i becomes one of version i + 1, from 0, the empty one. What is here was released: a change
 * is a new entry at the end, never an edit.
 *
 * A trial that is created or changed takes the next revision of its study. Values with structure are exact JSON.
 */
export const migrations: readonly ((dialect: Dialect) => readonly string[])[] = [
  ({ id, integer, real }) => [
    `create table kaviar_studies (
      id ${id},
      name text not null unique,
      directions text not null,
      seed ${integer} not null,
      created_at ${real} not null,
      attributes text not null,
      revision ${integer} not null default 0,
      trials ${integer} not null default 0,
      born text
    )`,
    `create table kaviar_spaces (
      study ${integer} not null,
      digest text not null,
      dimensions text not null,
      primary key (study, digest)
    )`,
    `create table kaviar_trials (
      study ${integer} not null,
      number ${integer} not null,
      revision ${integer} not null,
      state text not null,
      owner text,
      attempt ${integer} not null default 0,
      space text,
      params text not null default '{}',
      result text,
      attributes text not null default '{}',
      constraints text not null default '{}',
      sampler text,
      why text,
      notes text,
      clone_of ${integer},
      error text,
      started_at ${real},
      finished_at ${real},
      seen ${integer},
      asked_in ${integer},
      told_in ${integer},
      point text,
      born text,
      operation text,
      primary key (study, number)
    )`,
    "create index kaviar_trials_revision on kaviar_trials (study, revision)",
    "create index kaviar_trials_waiting on kaviar_trials (study, number) where state = 'waiting'",
    "create index kaviar_trials_running on kaviar_trials (owner) where state = 'running'",
    "create unique index kaviar_trials_point on kaviar_trials (study, point) where point is not null",
    `create table kaviar_reports (
      study ${integer} not null,
      number ${integer} not null,
      step ${integer} not null,
      result text not null,
      revision ${integer} not null,
      first ${integer} not null,
      primary key (study, number, step)
    )`,
    "create index kaviar_reports_revision on kaviar_reports (study, revision)",
  ],
  ({ integer }) => [
    `create table kaviar_owners (
      id text primary key,
      host text not null,
      pid ${integer} not null,
      boot text,
      started text,
      beats ${integer} not null
    )`,
  ],
  // PostgreSQL's functions changed, and the index they read changes by.
  () => [],
  // Where a point comes from, which was to be read from texts and attributes before.
  () => [
    "alter table kaviar_trials add column origin text",
    `update kaviar_trials set origin = case
      when sampler = 'enqueued' then 'enqueued'
      when sampler = 'warm start' then 'warm-start'
      when attributes like '%"kaviar:warm":%' then 'warm-start-part'
      when attributes like '%"kaviar:enqueued":%' then 'enqueued-part'
      else 'sampler' end
      where sampler is not null`,
  ],
  // A space may be kept as it was declared, beside its dimensions; PostgreSQL's functions hand a trial over.
  () => [],
  // PostgreSQL's functions add trials from elsewhere.
  () => [],
  // When an owner beat last. PostgreSQL's functions claim a trial together with its point, beat, and say who is to be watched.
  ({ real }) => [`alter table kaviar_owners add column beaten_at ${real}`],
];

/** From this version on the tables are as they are now: later steps changed only what writes to them. */
export const readableSince = 7;

/** Refuses what a newer program wrote. */
export const checkVersion = (version: number, where: string): number => {
  if (version > migrations.length)
    throw new TuneError(
      "newer-storage",
      `A program reads storages up to its own version: ${where} has version ${version}, this one knows ${migrations.length}.`,
      { remedy: "Update @kaviar/tune." },
    );
  return version;
};
