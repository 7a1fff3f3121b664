import { createHash } from "node:crypto";
import { TuneError } from "../error.ts";
import type { Json, TrialRecord } from "../trial/record.ts";
import { stringifyExact } from "./exact-json.ts";
import type { SharedSpace } from "./space-cache.ts";
import type { StudyRecord, TrialPatch } from "./storage.ts";

/** The columns of a trial that a record is made of: those that hold themselves, those that hold exact JSON, and times. */
export const flat = [
  "number",
  "state",
  "owner",
  "attempt",
  "space",
  "sampler",
  "why",
  "clone_of",
  "error",
  "seen",
  "asked_in",
  "told_in",
  "origin",
] as const;
export const structured = ["params", "result", "attributes", "constraints", "notes"] as const;
export const times = ["started_at", "finished_at"] as const;

/** A trial of its columns: the flat ones; then the structured ones, parsed, and the times. Absent ones are null. */
export const trialOf = (
  values: readonly unknown[],
  [params, result, attributes, constraints, notes, startedAt, finishedAt]: readonly unknown[],
  { dimensions, space }: SharedSpace,
): TrialRecord => {
  const [number, state, owner, attempt, , sampler, why, cloneOf, error, seen, askedIn, toldIn, origin] =
    values as never[];
  const trial: Record<string, unknown> = { number, state, params, dimensions, attributes, constraints, attempt };
  if (space !== undefined) trial.space = space;
  if (owner !== null) trial.owner = owner;
  if (result !== null) trial.values = result;
  if (origin !== null) trial.origin = origin;
  if (sampler !== null) trial.sampler = sampler;
  if (why !== null) trial.why = why;
  if (notes !== null) trial.notes = (notes as readonly Json[])[0];
  if (cloneOf !== null) trial.cloneOf = cloneOf;
  if (error !== null) trial.error = error;
  if (seen !== null) trial.seen = seen;
  if (askedIn !== null) trial.askedIn = askedIn;
  if (toldIn !== null) trial.toldIn = toldIn;
  if (startedAt !== null) trial.startedAt = startedAt;
  if (finishedAt !== null) trial.finishedAt = finishedAt;
  return trial as unknown as TrialRecord;
};

/** The columns a patch sets, but for attributes and constraints, which are merged; null leaves a column as it is. */
export const columnsOf = (patch: TrialPatch) => ({
  state: patch.state ?? null,
  params: json(patch.params),
  result: json(patch.values),
  origin: patch.origin ?? null,
  sampler: text(patch.sampler),
  why: text(patch.why),
  // In an array: a note may itself be null.
  notes: patch.notes === undefined ? null : stringifyExact([patch.notes]),
  clone_of: patch.cloneOf ?? null,
  error: text(patch.error),
  started_at: patch.startedAt ?? null,
  finished_at: patch.finishedAt ?? null,
  seen: patch.seen ?? null,
  owner: patch.owner ?? null,
});

export const json = (value: unknown): string | null => (value === undefined ? null : stringifyExact(value));

/** Text as both databases can hold it: without NUL and lone surrogates, which become visible signs. */
const text = (value: string | undefined): string | null =>
  value === undefined ? null : Buffer.from(value.replaceAll("\0", "␀")).toString();

/** A short name for a long text: equal for equal texts only. */
export const digest = (of: string): string => createHash("sha256").update(of).digest("base64url").slice(0, 32);

/** Studies by their names: databases hold no NUL in a text, and no half of a surrogate pair. */
export const checkName = (name: string): void => {
  if (text(name) !== name)
    throw new TuneError(
      "bad-name",
      `A study's name must be text without NUL and lone surrogates: got ${JSON.stringify(name)}.`,
    );
};

export interface StudyRow {
  id: number;
  name: string;
  directions: string;
  seed: number;
  created_at: number;
  attributes: string;
}

export const studyOf = (row: StudyRow, parse: (text: string) => unknown): StudyRecord => ({
  id: Number(row.id),
  name: row.name,
  directions: JSON.parse(row.directions) as StudyRecord["directions"],
  seed: Number(row.seed),
  createdAt: row.created_at,
  attributes: parse(row.attributes) as StudyRecord["attributes"],
});
