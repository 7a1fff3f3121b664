/**
 * A header and columns of numbers, as bytes: the length of the header as JSON in four bytes (the low one first), then the JSON
 * itself in UTF-8, then nothing up to a multiple of eight bytes. The columns follow as Float64, low byte first.
 */
export const pack = (header: unknown, columns: readonly Float64Array[]): Uint8Array<ArrayBuffer> => {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = numbersFrom(json.length);
  const bytes = new Uint8Array(start + 8 * columns.reduce((sum, { length }) => sum + length, 0));
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  const numbers = new Float64Array(bytes.buffer, start);
  let at = 0;
  for (const column of columns) {
    numbers.set(column, at);
    at += column.length;
  }
  return bytes;
};

/** The header, and one column after the other as they are asked for by their lengths. They share the memory of the bytes. */
export const unpack = <Header>(
  bytes: Uint8Array<ArrayBuffer>,
): { readonly header: Header; next(length: number): Float64Array<ArrayBuffer> } => {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
  // A view of eight-byte numbers begins at a multiple of eight.
  const whole = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  let start = whole.byteOffset + numbersFrom(length);
  return {
    header,
    next: (count) => {
      const column = new Float64Array(whole.buffer, start, count);
      start += 8 * count;
      return column;
    },
  };
};

/** Where the numbers begin behind a header of so many bytes. */
const numbersFrom = (headerBytes: number): number => Math.ceil((4 + headerBytes) / 8) * 8;
