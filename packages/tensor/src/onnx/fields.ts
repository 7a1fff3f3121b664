import { concatenate } from "@kaviar/base/numerics";
import { TensorError } from "../errors/error.ts";

/**
 * The fields of a protobuf message as chunks of bytes; the mirror of `wire.ts`. A message stays a list of chunks until
 * the end, so that large content is copied once; a list, however long, is one chunk.
 */
export type Chunks = readonly Uint8Array[];

export const integer = (field: number, value: number): Chunks => {
  const out = growing(20);
  out.varint(field << 3);
  out.varint(value);
  return [out.done()];
};

export const float = (field: number, value: number): Chunks => [
  Uint8Array.of((field << 3) | 5),
  new Uint8Array(Float32Array.of(value).buffer),
];

/** Packed: the numbers, one behind the other, are the content of one field. */
export const integers = (field: number, values: ArrayLike<number>): Chunks => {
  const out = growing(2 * values.length);
  for (let i = 0; i < values.length; i++) out.varint(values[i]!);
  return bytes(field, out.done());
};

export const floats = (field: number, values: ArrayLike<number>): Chunks =>
  bytes(field, new Uint8Array(Float32Array.from(values).buffer));

export const bytes = (field: number, content: Uint8Array): Chunks => [head(field, content.length), content];

export const text = (field: number, value: string): Chunks => texts(field, [value]);

/** A field for each. */
export const texts = (field: number, values: readonly string[]): Chunks => {
  const out = growing(16 * values.length);
  for (const value of values) {
    out.varint((field << 3) | 2);
    out.text(value);
  }
  return [out.done()];
};

export const message = (field: number, content: Chunks): Chunks => {
  const length = content.reduce((sum, chunk) => sum + chunk.length, 0);
  return length < 4096
    ? [concatenate(Uint8Array, [head(field, length), ...content])]
    : [head(field, length), ...content];
};

/** Before what has a length. */
const head = (field: number, length: number): Uint8Array => {
  const out = growing(10);
  out.varint((field << 3) | 2);
  out.varint(length);
  return out.done();
};

/** The most bytes that a number takes. */
const longest = 10;
/** Half of a surrogate pair, which UTF-8 has no bytes for. */
const halfPair = /\p{Surrogate}/u;
const utf8 = new TextEncoder();

/** Bytes that take more of them, with room for some at first. */
const growing = (room: number) => {
  let out = new Uint8Array(room);
  let at = 0;
  const makeRoom = (more: number): void => {
    if (at + more <= out.length) return;
    const larger = new Uint8Array(Math.max(at + more, 2 * out.length));
    larger.set(out);
    out = larger;
  };
  const varint = (value: number): void => {
    if (!Number.isSafeInteger(value)) throw notWhole(value);
    makeRoom(longest);
    let rest = value;
    // Seven bits a byte, the lowest first. A negative number has all 64 of its two's complement: nine times seven, and one.
    for (let bits = 0; rest > 127 || (rest < 0 && bits < 63); bits += 7) {
      out[at++] = (rest & 127) | 128;
      rest = Math.floor(rest / 128);
    }
    out[at++] = rest & (value < 0 ? 1 : 127);
  };
  return {
    varint,
    /** Its length, and its UTF-8 behind. */
    text: (value: string): void => {
      if (halfPair.test(value)) throw notWellFormed(value);
      makeRoom(longest + 3 * value.length);
      const start = at;
      varint(value.length);
      const guessed = at;
      const { written } = utf8.encodeInto(value, out.subarray(guessed));
      if (written !== value.length) {
        // Letters of several bytes: the length itself may take more of them than was guessed.
        const content = out.slice(guessed, guessed + written);
        at = start;
        varint(written);
        out.set(content, at);
      }
      at += written;
    },
    done: (): Uint8Array => out.subarray(0, at),
  };
};

const notWellFormed = (value: string): TensorError =>
  new TensorError("data", `A text of an ONNX file is UTF-8: ${JSON.stringify(value)} has half of a surrogate pair.`, {
    remedy: "It would become another text: replace it first, by toWellFormed() say.",
  });

const notWhole = (value: number): TensorError =>
  new TensorError("data", `An integer of an ONNX file must be a whole number below 2⁵³: got ${value}.`, {
    remedy: "An attribute that is a float says so: { float: 0.5 }, { floats: [0.5] }.",
  });
