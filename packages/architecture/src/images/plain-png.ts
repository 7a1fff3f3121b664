import { crc32 } from "@kaviar/base/hash";
import { concatenate } from "@kaviar/base/numerics";
import type { DecodedImage } from "./decode.ts";

/** Larger ones are better off on another thread. */
const mostPixels = 2 ** 16;

/** Chunks that say nothing about pixels. What else there is may turn them, make them transparent or move them. */
const harmless: ReadonlySet<string> = new Set(["gAMA", "cHRM", "sRGB", "sBIT", "iCCP", "bKGD", "pHYs", "tIME"]);

/**
 * The pixels of a small and plain PNG: eight bits of grey or of red, green and blue, line by line. Of any other, and of
 * one with a mistake, nothing: the decoder reads it, or says what is wrong. Both see the same pixels, but a call of the decoder
 * takes longer than all the rest of a small image. (W3C, Portable Network Graphics)
 */
export const readPlainPng = (bytes: Uint8Array): DecodedImage | undefined => {
  const parts = partsOf(bytes);
  if (!parts) return undefined;
  const { height, width, channels, packed } = parts;
  const stride = width * channels;
  const lines = unpacked(packed, height * (stride + 1));
  if (!lines) return undefined;
  const data = new Uint8Array(height * stride);
  for (let y = 0; y < height; y++) {
    const from = y * (stride + 1);
    const filter = filters[lines[from]!];
    if (!filter) return undefined;
    filter(lines.subarray(from + 1, from + 1 + stride), data, y * stride, channels);
  }
  return { data, shape: [height, width, channels] };
};

interface Parts {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly packed: Uint8Array;
}

const partsOf = (bytes: Uint8Array): Parts | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const data: Uint8Array[] = [];
  let head: Omit<Parts, "packed"> | undefined;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length || view.getUint32(end - 4) !== crc32(bytes.subarray(at + 4, end - 4))) return undefined;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, end - 4);
    if (name === "IEND") return head && { ...head, packed: concatenate(Uint8Array, data) };
    if (!head) {
      head = name === "IHDR" ? headOf(body) : undefined;
      if (!head) return undefined;
    } else if (name === "IDAT") data.push(body);
    else if (!harmless.has(name)) return undefined;
    at = end;
  }
  return undefined;
};

const headOf = (body: Uint8Array): Omit<Parts, "packed"> | undefined => {
  if (body.length !== 13) return undefined;
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colours, compression, filter, interlace] = body.subarray(8);
  const isPlain = depth === 8 && compression === 0 && filter === 0 && interlace === 0;
  const channels = colours === 0 ? 1 : colours === 2 ? 3 : undefined;
  if (!isPlain || !channels || width * height < 1 || width * height > mostPixels) return undefined;
  return { height, width, channels };
};

const unpacked = (packed: Uint8Array, length: number): Uint8Array | undefined => {
  try {
    const lines = process.getBuiltinModule("node:zlib").inflateSync(packed, { maxOutputLength: length });
    return lines.length === length ? lines : undefined;
  } catch {
    return undefined;
  }
};

/** Takes a line back to pixels, which go where they belong: `step` bytes make a pixel. */
type Filter = (line: Uint8Array, pixels: Uint8Array, at: number, step: number) => void;

/** Each byte is what it is more than a guess, from those to the left, above, and above to the left. */
const filterBy =
  (guess: (left: number, above: number, corner: number) => number): Filter =>
  (line, pixels, at, step) => {
    const stride = line.length;
    for (let i = 0; i < stride; i++) {
      const left = i < step ? 0 : pixels[at + i - step]!;
      const above = at === 0 ? 0 : pixels[at + i - stride]!;
      const corner = i < step || at === 0 ? 0 : pixels[at + i - stride - step]!;
      pixels[at + i] = line[i]! + guess(left, above, corner);
    }
  };

/** Whichever of the three is nearest to left + above − corner. (Paeth 1991) */
const paeth = (left: number, above: number, corner: number): number => {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
};

const filters: readonly Filter[] = [
  (line, pixels, at) => pixels.set(line, at),
  filterBy((left) => left),
  filterBy((_, above) => above),
  filterBy((left, above) => (left + above) >> 1),
  filterBy(paeth),
];
