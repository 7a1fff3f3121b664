import type { Json } from "../layers/contract/layer.ts";
import type { EncodeOptions, TokenRows } from "./padded.ts";

/**
 * Texts as numbers of tokens, learned from texts. 0 is no token: it fills up short rows, and
 * `embedding(tokenizer.vocabulary, 64, { maskZero: true })` passes over it.
 */
export interface Tokenizer<J = TokenizerJson> {
  /** Numbers that a token may have, 0 among them: what `embedding` takes. */
  readonly vocabulary: number;
  encode(texts: readonly string[], options?: EncodeOptions): TokenRows;
  /** The text that such tokens stand for, as far as they tell. */
  decode(tokens: ArrayLike<number>): string;
  /** All there is to it, as data: `tokenizerFrom` makes it again. */
  toJson(): J;
}

export interface WordTokenizerJson {
  readonly [name: string]: Json;
  readonly kind: "words";
  readonly lowercase: boolean;
  readonly marks: boolean;
  /** The word of token 2, 3, … */
  readonly words: readonly string[];
}

export interface BytePairTokenizerJson {
  readonly [name: string]: Json;
  readonly kind: "bytePairs";
  /** The two tokens that each token from 257 on is made of. */
  readonly merges: readonly (readonly [number, number])[];
}

export type TokenizerJson = WordTokenizerJson | BytePairTokenizerJson;
