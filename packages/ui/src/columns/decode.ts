import type { TrialsHeader } from "./encode.ts";
import { unpack } from "./packed.ts";
import type { TrialColumns } from "./trial-columns.ts";

/** The columns that `encodeColumns` wrote. They share the memory of the bytes. */
export const decodeColumns = (bytes: Uint8Array<ArrayBuffer>): TrialColumns => {
  const { header, next } = unpack<TrialsHeader>(bytes);
  const { revision, rows, objectives, params, samplers, owners } = header;
  return {
    revision,
    number: next(rows),
    standing: next(rows),
    startedAt: next(rows),
    finishedAt: next(rows),
    reports: next(rows),
    values: Array.from({ length: objectives }, () => next(rows)),
    params: params.map((param) => ({ ...param, numbers: next(rows) })),
    sampler: { numbers: next(rows), choices: samplers },
    owner: { numbers: next(rows), choices: owners },
  };
};
