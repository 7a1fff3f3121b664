import { pack } from "./packed.ts";
import type { Choice, TrialColumns } from "./trial-columns.ts";

/** What stands before the numbers of trials. */
export interface TrialsHeader {
  readonly revision: number;
  readonly rows: number;
  readonly objectives: number;
  readonly params: readonly { readonly name: string; readonly choices?: readonly Choice[]; readonly log?: true }[];
  readonly samplers: readonly Choice[];
  readonly owners: readonly Choice[];
}

/** Columns as bytes, in the order of `TrialColumns`; `decodeColumns` reads them. */
export const encodeColumns = (columns: TrialColumns): Uint8Array<ArrayBuffer> => {
  const { revision, number, standing, startedAt, finishedAt, reports, values, params, sampler, owner } = columns;
  const header: TrialsHeader = {
    revision,
    rows: number.length,
    objectives: values.length,
    params: params.map(({ numbers: _, ...param }) => param),
    samplers: sampler.choices,
    owners: owner.choices,
  };
  const own = [number, standing, startedAt, finishedAt, reports];
  return pack(header, [...own, ...values, ...params.map(({ numbers }) => numbers), sampler.numbers, owner.numbers]);
};
