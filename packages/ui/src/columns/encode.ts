import { type Header, numbersFrom } from "./layout.ts";
import type { TrialColumns } from "./trial-columns.ts";

/** Columns as bytes; `decodeColumns` reads them. */
export const encodeColumns = (columns: TrialColumns): Uint8Array<ArrayBuffer> => {
  const { revision, number, standing, startedAt, finishedAt, values, params, sampler, owner } = columns;
  const header: Header = {
    revision,
    rows: number.length,
    objectives: values.length,
    params: params.map(({ numbers: _, ...param }) => param),
    samplers: sampler.choices,
    owners: owner.choices,
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const fixed = [number, standing, startedAt, finishedAt, sampler.numbers, owner.numbers];
  const all = [...fixed, ...values, ...params.map(({ numbers }) => numbers)];
  const start = numbersFrom(json.length);
  const bytes = new Uint8Array(start + 8 * number.length * all.length);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  const numbers = new Float64Array(bytes.buffer, start);
  for (const [at, column] of all.entries()) numbers.set(column, at * number.length);
  return bytes;
};
