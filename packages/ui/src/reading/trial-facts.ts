import { type Artifact, artifactsOf, isGiven, type Json, type TrialOrigin, type TrialRecord } from "@kaviar/tune";
import { type Choice, type Standing, standingOf } from "../columns/index.ts";
import type { Mirror } from "./mirror.ts";

/** Everything that a page tells of one trial. What JSON has no number for comes as text. */
export interface TrialFacts {
  readonly number: number;
  readonly standing: Standing;
  readonly values: readonly (number | string)[];
  readonly params: readonly (readonly [name: string, value: Choice])[];
  /** Who proposed it, and why. */
  readonly sampler?: string;
  readonly origin?: TrialOrigin;
  /** Its point was given to the study, not found by it. */
  readonly given: boolean;
  readonly why?: string;
  readonly cloneOf?: number;
  readonly attempt: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly error?: string;
  /** Where it threw. */
  readonly stack?: string;
  readonly constraints: readonly (readonly [name: string, value: number | string])[];
  /** Those that users keep. */
  readonly attributes: readonly (readonly [name: string, value: Json])[];
  /** What it has handed in. */
  readonly artifacts: readonly Artifact[];
  readonly reports: readonly { readonly step: number; readonly values: readonly (number | string)[] }[];
}

export const factsOf = (mirror: Mirror, trial: TrialRecord): TrialFacts => {
  const { number, values = [], params, sampler, origin, why, cloneOf, attempt } = trial;
  const { startedAt, finishedAt, error, constraints, attributes } = trial;
  const stack = attributes["kaviar:stack"];
  return {
    number,
    standing: standingOf(trial),
    values,
    params: Object.entries(params),
    ...(sampler !== undefined && { sampler }),
    ...(origin && { origin }),
    given: isGiven(origin),
    ...(why !== undefined && { why }),
    ...(cloneOf !== undefined && { cloneOf }),
    attempt,
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    ...(error !== undefined && { error }),
    ...(typeof stack === "string" && { stack }),
    constraints: Object.entries(constraints),
    attributes: Object.entries(attributes).filter(([name]) => !name.startsWith("kaviar:")),
    artifacts: artifactsOf(trial),
    reports: mirror.reports(number),
  };
};
