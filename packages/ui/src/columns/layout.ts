import type { Choice } from "./trial-columns.ts";

/**
 * What stands before the numbers: the length of this as JSON in four bytes (the low one first), then the JSON itself in
 * UTF-8, then nothing up to a multiple of eight bytes. The columns follow as Float64, low byte first, in the order of
 * `TrialColumns`.
 */
export interface Header {
  readonly revision: number;
  readonly rows: number;
  readonly objectives: number;
  readonly params: readonly { readonly name: string; readonly choices?: readonly Choice[]; readonly log?: true }[];
  readonly samplers: readonly Choice[];
  readonly owners: readonly Choice[];
}

/** Where the numbers begin behind a header of so many bytes. */
export const numbersFrom = (headerBytes: number): number => Math.ceil((4 + headerBytes) / 8) * 8;

/** Of what a trial has whatever its study is: number, standing, start, end, sampler and owner. */
export const fixedColumns = 6;
