import { type Artifact, artifactsOf } from "../artifacts/artifact.ts";
import type { CompiledSpace } from "../space/compile-space.ts";
import type { Params } from "../space/dimension.ts";
import { deepFrozen } from "../storage/frozen.ts";
import { checkpointAttribute, ownAttributes, stackAttribute, stoppedAttribute } from "../trial/attributes.ts";
import { type History, reportsOf } from "../trial/history.ts";
import { type Returned, valuesByName } from "../trial/objectives.ts";
import type { Json, Report, TrialRecord, TrialState } from "../trial/record.ts";

/** A trial as a user reads it: a copy that never changes. P is the type of its params, V what its objectives come to. */
export interface Trial<P = Readonly<Record<string, unknown>>, V = Returned> {
  readonly number: number;
  readonly state: TrialState;
  /** Nested, as the objective got them. */
  readonly params: P;
  readonly values: readonly number[] | undefined;
  /** The value of a study with one objective. */
  readonly value: number | undefined;
  /** The values by the names of the objectives, of a study whose objectives have names. */
  readonly objectives: Extract<V, Readonly<Record<string, number>>> | undefined;
  readonly reports: readonly Report[];
  readonly attributes: Readonly<Record<string, Json>>;
  readonly constraints: Readonly<Record<string, number>>;
  /** Where its point comes from: from the study's sampler, or given to the study. */
  readonly origin: TrialRecord["origin"] | undefined;
  /** Which sampler proposed it, and why. */
  readonly sampler: string | undefined;
  readonly why: string | undefined;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  /** Why it failed, and where in the objective that was thrown: a place a line, the innermost first. */
  readonly error: string | undefined;
  readonly stack: string | undefined;
  /** Why it was pruned, by its pruner or by its objective. */
  readonly stopReason: string | undefined;
  /** The folder of its checkpoint, where it keeps one. */
  readonly checkpoint: string | undefined;
  /** What it has handed in, by name; `study.artifact(trial, name)` reads it. */
  readonly artifacts: readonly Artifact[];
}

export type Decode = (params: Params) => unknown;

/** How flat params become nested ones: by the declared space, where they are points of it; else they stay flat. */
export const decoder = (space: CompiledSpace | undefined): Decode => {
  if (space === undefined) return (params) => ({ ...params });
  const names = new Set(space.dimensions.map(({ name }) => name));
  return (params) => {
    const own = Object.keys(params);
    return own.length > 0 && own.every((name) => names.has(name)) ? space.decode(params) : { ...params };
  };
};

export const snapshotOf = (
  record: TrialRecord,
  history: History,
  valuesOf: (record: TrialRecord) => unknown,
  folderOf: (number: number) => string | undefined,
): Trial =>
  deepFrozen({
    number: record.number,
    state: record.state,
    params: valuesOf(record) as Trial["params"],
    values: record.values,
    value: record.values?.length === 1 ? record.values[0] : undefined,
    objectives: valuesByName(record.values, history.objectives),
    reports: reportsOf(history, record.number),
    attributes: ownAttributes(record.attributes),
    constraints: record.constraints,
    origin: record.origin,
    sampler: record.sampler,
    why: record.why,
    startedAt: dateOf(record.startedAt),
    finishedAt: dateOf(record.finishedAt),
    // One that was tried again may keep why it failed before.
    error: record.state === "failed" ? record.error : undefined,
    stack: record.state === "failed" ? (record.attributes[stackAttribute] as string | undefined) : undefined,
    stopReason: record.state === "pruned" ? (record.attributes[stoppedAttribute] as string | undefined) : undefined,
    checkpoint: record.attributes[checkpointAttribute] === true ? folderOf(record.number) : undefined,
    artifacts: artifactsOf(record),
  });

const dateOf = (milliseconds: number | undefined): Date | undefined =>
  milliseconds === undefined ? undefined : new Date(milliseconds);
