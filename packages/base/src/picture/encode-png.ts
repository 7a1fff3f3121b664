import { crc32 } from "../hash/crc32.ts";

const adler = (bytes: Uint8Array): number => {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
};

const word = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);

const chunk = (name: string, body: Uint8Array): Uint8Array => {
  const named = Uint8Array.from([...new TextEncoder().encode(name), ...body]);
  return Uint8Array.from([...word(body.length), ...named, ...word(crc32(named))]);
};

/** A zlib stream of blocks that are stored as they are (RFC 1950, RFC 1951 § 3.2.4): nothing to install, any browser. */
const stored = (bytes: Uint8Array): Uint8Array => {
  const parts: number[] = [0x78, 0x01];
  for (let at = 0; at < bytes.length; at += 65535) {
    const block = bytes.subarray(at, at + 65535);
    const last = at + block.length === bytes.length ? 1 : 0;
    parts.push(last, block.length & 0xff, block.length >> 8, ~block.length & 0xff, (~block.length >> 8) & 0xff);
    for (const byte of block) parts.push(byte);
  }
  return Uint8Array.from([...parts, ...word(adler(bytes))]);
};

/** Of eight bits each: one grey, or red, green and blue. */
const colourTypes = { 1: 0, 3: 2 } as const;

/** Pixels, 0 to 255 by rows, grey or with their three colours beside each other, as a PNG file. (W3C, Portable Network Graphics) */
export const encodePng = (pixels: Uint8Array, width: number, height: number, channels: 1 | 3 = 1): Uint8Array => {
  const across = width * channels;
  // Each line begins with the number of its filter: 0, none.
  const lines = new Uint8Array(height * (across + 1));
  for (let y = 0; y < height; y++) lines.set(pixels.subarray(y * across, (y + 1) * across), y * (across + 1) + 1);
  const kind = [8, colourTypes[channels], 0, 0, 0];
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", Uint8Array.from([...word(width), ...word(height), ...kind])),
    chunk("IDAT", stored(lines)),
    chunk("IEND", new Uint8Array(0)),
  ];
  const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
};
