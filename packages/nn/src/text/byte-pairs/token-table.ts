import { baseTokens, byteOfToken } from "./bytes.ts";

/** The bytes behind each token, as text of Latin-1, and the token that each merge makes. */
export interface TokenTable {
  /** By token; of 0 it is "". */
  readonly texts: readonly string[];
  /** Says what two tokens are together: bytes that are known already are the same token. */
  add(left: number, right: number): number;
}

export const createTokenTable = (): TokenTable => {
  const texts = Array.from({ length: baseTokens }, (_, token) =>
    token === 0 ? "" : String.fromCharCode(byteOfToken(token)),
  );
  const tokenOf = new Map(texts.map((text, token) => [text, token]));
  return {
    texts,
    add: (left, right) => {
      const text = texts[left]! + texts[right]!;
      const known = tokenOf.get(text);
      if (known !== undefined) return known;
      tokenOf.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
};
