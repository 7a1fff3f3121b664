import { mix } from "@kaviar/base/random";

const scramble = (k: number): number => {
  const h = Math.imul(k, 0xcc9e2d51);
  return Math.imul((h << 15) | (h >>> 17), 0x1b873593);
};

/** MurmurHash3 of the bytes of a text in UTF-8, as a signed number of 32 bits. (Appleby 2011, x86_32, seed 0) */
export const murmur3 = (text: string): number => {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(bytes.buffer);
  const whole = bytes.length & ~3;
  let h = 0;
  for (let i = 0; i < whole; i += 4) {
    h ^= scramble(view.getInt32(i, true));
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = bytes.length - 1; i >= whole; i--) rest = (rest << 8) | bytes[i]!;
  if (bytes.length > whole) h ^= scramble(rest);
  return mix(h ^ bytes.length) | 0;
};
