import { fixedColumns, type Header, numbersFrom } from "./layout.ts";
import type { TrialColumns } from "./trial-columns.ts";

/** The columns that `encodeColumns` wrote. They share the memory of the bytes. */
export const decodeColumns = (bytes: Uint8Array<ArrayBuffer>): TrialColumns => {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
  const { revision, rows, objectives } = header;
  // A view of eight-byte numbers begins at a multiple of eight.
  const whole = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const start = whole.byteOffset + numbersFrom(length);
  const column = (at: number) => new Float64Array(whole.buffer, start + 8 * rows * at, rows);
  return {
    revision,
    number: column(0),
    standing: column(1),
    startedAt: column(2),
    finishedAt: column(3),
    sampler: { numbers: column(4), choices: header.samplers },
    owner: { numbers: column(5), choices: header.owners },
    values: Array.from({ length: objectives }, (_, objective) => column(fixedColumns + objective)),
    params: header.params.map((param, at) => ({ ...param, numbers: column(fixedColumns + objectives + at) })),
  };
};
