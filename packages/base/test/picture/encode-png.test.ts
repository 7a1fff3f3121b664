import { inflateSync } from "node:zlib";
import { crc32 } from "@kaviar/base/hash";
import { encodePng } from "@kaviar/base/picture";
import { describe, expect, it } from "vitest";

/** The chunks of a PNG file, their checks looked at. */
const chunksOf = (file: Uint8Array): readonly { name: string; body: Uint8Array }[] => {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const chunks: { name: string; body: Uint8Array }[] = [];
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at);
    const named = file.subarray(at + 4, at + 8 + length);
    expect(view.getUint32(at + 8 + length)).toBe(crc32(named));
    chunks.push({ name: String.fromCharCode(...named.subarray(0, 4)), body: named.subarray(4) });
    at += 12 + length;
  }
  return chunks;
};

describe("encodePng", () => {
  it.each([1, 3] as const)("writes pixels of %i channels that zlib reads back", (channels) => {
    const [width, height] = [5, 3];
    const pixels = Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 37) % 256);
    const [header, data, end] = chunksOf(encodePng(pixels, width, height, channels));
    expect([...header!.body]).toEqual([0, 0, 0, width, 0, 0, 0, height, 8, channels === 1 ? 0 : 2, 0, 0, 0]);
    const lines = inflateSync(data!.body);
    const across = width * channels;
    for (let y = 0; y < height; y++) {
      expect(lines[y * (across + 1)]).toBe(0);
      expect([...lines.subarray(y * (across + 1) + 1, (y + 1) * (across + 1))]).toEqual([
        ...pixels.subarray(y * across, (y + 1) * across),
      ]);
    }
    expect(end!.name).toBe("IEND");
  });
});
