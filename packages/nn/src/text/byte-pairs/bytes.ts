/**
 * The bytes in the order of their tokens: first those that Latin-1 prints, then the others. So merges that come equally
 * often are taken in the order in which other byte-level tokenizers take them. (Radford et al. 2019)
 */
const order: readonly number[] = (() => {
  const prints = (byte: number): boolean => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  const all = Array.from({ length: 256 }, (_, byte) => byte);
  return [...all.filter(prints), ...all.filter((byte) => !prints(byte))];
})();

/** How many tokens there are before any merge: nothing, and the bytes. */
export const baseTokens = 257;

/** The byte of token 1, 2, …, 256. */
export const byteOfToken = (token: number): number => order[token - 1]!;

const tokenOfByte = new Int32Array(256);
order.forEach((byte, i) => {
  tokenOfByte[byte] = i + 1;
});

const encoder = new TextEncoder();

/** The tokens of the bytes of a text. */
export const byteTokens = (text: string): Int32Array =>
  Int32Array.from(encoder.encode(text), (byte) => tokenOfByte[byte]!);
