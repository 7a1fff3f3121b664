/** A field of a protobuf message: its tag and its value, encoded. */
export type Field = readonly number[] | Uint8Array;

/** A message, which is its fields one after another. */
export const message = (...fields: readonly Field[]): Uint8Array => {
  const bytes = new Uint8Array(fields.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const field of fields) {
    bytes.set(field, at);
    at += field.length;
  }
  return bytes;
};

const varint = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return [...bytes, rest];
};

const tag = (field: number, wireType: number): number[] => varint(field * 8 + wireType);

export const integer = (field: number, value: number): Field => [...tag(field, 0), ...varint(value)];

export const bytes = (field: number, value: Uint8Array): Field =>
  message([...tag(field, 2), ...varint(value.length)], value);

export const text = (field: number, value: string): Field => bytes(field, new TextEncoder().encode(value));

const fixed = (width: 4 | 8, values: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(width * values.length));
  values.forEach((value, i) => {
    if (width === 4) view.setFloat32(4 * i, value, true);
    else view.setFloat64(8 * i, value, true);
  });
  return new Uint8Array(view.buffer);
};

export const float = (field: number, value: number): Field => message(tag(field, 5), fixed(4, [value]));

export const double = (field: number, value: number): Field => message(tag(field, 1), fixed(8, [value]));

/** A repeated field, its numbers side by side. */
export const doubles = (field: number, values: readonly number[]): Field => bytes(field, fixed(8, values));
