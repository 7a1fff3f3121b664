import { TensorError } from "../errors/error.ts";

/**
 * A protobuf message as its fields; the mirror of what `encode` writes with. A field may come many times, numbers each by
 * itself or packed into bytes. Nothing is copied: bytes are views of the file.
 */
export interface Message {
  /** The embedded messages, texts or packed numbers of a field. */
  readonly bytes: (field: number) => readonly Uint8Array[];
  readonly messages: (field: number) => Message[];
  readonly texts: (field: number) => string[];
  readonly integers: (field: number) => bigint[];
  /** Numbers of a fixed width, as the bytes of an array of them. */
  readonly fixed: (field: number) => Uint8Array;
}

export const readMessage = (file: Uint8Array): Message => {
  const fields = new Map<number, Value[]>();
  for (const { field, value } of readFields(file)) {
    const before = fields.get(field);
    if (before) before.push(value);
    else fields.set(field, [value]);
  }
  const all = (field: number): readonly Value[] => fields.get(field) ?? [];
  const bytes = (field: number) => all(field).filter((value) => typeof value !== "bigint");
  return {
    bytes,
    messages: (field) => bytes(field).map(readMessage),
    texts: (field) => bytes(field).map((each) => utf8.decode(each)),
    integers: (field) => all(field).flatMap((value) => (typeof value === "bigint" ? [value] : unpack(value))),
    fixed: (field) => joined(bytes(field)),
  };
};

/** An integer, or bytes: of a length of their own, or the 4 or 8 of a float. */
type Value = bigint | Uint8Array;

const utf8 = new TextDecoder();

interface Field {
  readonly field: number;
  readonly value: Value;
  /** With what says which field it is. */
  readonly whole: Uint8Array;
}

/** The fields of a message in the order that they have in the file. */
export const readFields = (file: Uint8Array): readonly Field[] => {
  const fields: Field[] = [];
  const cursor = { at: 0 };
  while (cursor.at < file.length) {
    const start = cursor.at;
    const tag = Number(readVarint(file, cursor));
    const value = readValue(file, cursor, tag % 8);
    fields.push({ field: Math.floor(tag / 8), value, whole: file.subarray(start, cursor.at) });
  }
  return fields;
};

interface Cursor {
  at: number;
}

const readValue = (file: Uint8Array, cursor: Cursor, wireType: number): Value => {
  if (wireType === 0) return BigInt.asIntN(64, readVarint(file, cursor));
  if (wireType === 1) return take(file, cursor, 8);
  if (wireType === 2) return take(file, cursor, Number(readVarint(file, cursor)));
  if (wireType === 5) return take(file, cursor, 4);
  throw new TensorError(
    "data",
    `An ONNX file is a protobuf message: these bytes are none (a field of type ${wireType} before byte ${cursor.at}).`,
    { remedy: 'Give the bytes of the .onnx file itself: openOnnx(await readFile("model.onnx")).' },
  );
};

const readVarint = (file: Uint8Array, cursor: Cursor): bigint => {
  let low = 0;
  // Most fit 28 bits, which numbers do fast.
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = take1(file, cursor);
    low |= (byte & 127) << shift;
    if (byte < 128) return BigInt(low);
  }
  let value = BigInt(low);
  for (let shift = 28n; shift < 70n; shift += 7n) {
    const byte = take1(file, cursor);
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return value;
  }
  throw new TensorError("data", `An ONNX file is a protobuf message: the number before byte ${cursor.at} has no end.`);
};

const take1 = (file: Uint8Array, cursor: Cursor): number => file[cursor.at++] ?? endsEarly(file, cursor.at);

const take = (file: Uint8Array, cursor: Cursor, length: number): Uint8Array => {
  const start = cursor.at;
  cursor.at += length;
  return cursor.at <= file.length ? file.subarray(start, cursor.at) : endsEarly(file, cursor.at);
};

const endsEarly = (file: Uint8Array, needed: number): never => {
  throw new TensorError(
    "data",
    `An ONNX file must be there to its end: these bytes break off, at ${file.length} of at least ${needed}.`,
    { remedy: "Was it copied or downloaded in part, or is it no ONNX file? Compare its size with the original's." },
  );
};

const unpack = (packed: Uint8Array): bigint[] => {
  const numbers: bigint[] = [];
  const cursor = { at: 0 };
  while (cursor.at < packed.length) numbers.push(BigInt.asIntN(64, readVarint(packed, cursor)));
  return numbers;
};

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  if (parts.length === 1) return parts[0]!;
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
};
