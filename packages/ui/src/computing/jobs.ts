import { hypervolumeOf } from "./hypervolume.ts";
import { importancesOf } from "./importance.ts";

/** What takes too long for the thread that answers pages: functions of data that goes from thread to thread. */
export const jobs = { importance: importancesOf, hypervolume: hypervolumeOf };

export type JobName = keyof typeof jobs;

export type Question<Name extends JobName> = Parameters<(typeof jobs)[Name]>[0];

export type Answer<Name extends JobName> = ReturnType<(typeof jobs)[Name]>;

/** From the thread that asks, and back by the same number: what was found, or why nothing was. */
export interface Asked {
  readonly id: number;
  readonly job: JobName;
  readonly question: unknown;
}

export type Told = { readonly id: number } & ({ readonly found: unknown } | { readonly failed: string });
