import { shown } from "@kaviar/base/error";
import { ModelError } from "../error.ts";
import { bytePairTokenizerFrom } from "./byte-pair-tokenizer.ts";
import type { Tokenizer, TokenizerJson } from "./tokenizer.ts";
import { wordTokenizerFrom } from "./word-tokenizer.ts";

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isMerge = (merge: unknown, i: number): boolean =>
  isList(merge) &&
  merge.length === 2 &&
  // A token is made of such as were there before.
  merge.every((token) => Number.isInteger(token) && (token as number) > 0 && (token as number) < 257 + i);

/**
 * The tokenizer that `toJson` has written.
 *
 * ```ts
 * const again = tokenizerFrom(JSON.parse(JSON.stringify(tokenizer.toJson())));
 * ```
 * It encodes as that one did, whatever was learned since.
 */
export const tokenizerFrom = (json: TokenizerJson): Tokenizer => {
  if (json?.kind === "words") {
    const { words, lowercase, marks } = json;
    const areWords = isList(words) && words.every((word) => typeof word === "string" && word !== "");
    if (
      areWords &&
      new Set(words).size === words.length &&
      typeof lowercase === "boolean" &&
      typeof marks === "boolean"
    )
      return wordTokenizerFrom(json);
    throw broken("has its words, each once, and how they are told: `words`, `lowercase`, `marks`");
  }
  if (json?.kind === "bytePairs") {
    if (isList(json.merges) && json.merges.every(isMerge)) return bytePairTokenizerFrom(json);
    throw broken("has `merges`: pairs of tokens that were there before");
  }
  throw new ModelError(
    "file",
    `A tokenizer is of kind "words" or "bytePairs": got ${shown((json as TokenizerJson | undefined)?.kind)}.`,
    {
      remedy: "Give what tokenizer.toJson() has made.",
    },
  );
};

const broken = (law: string): ModelError =>
  new ModelError("file", `A tokenizer as data ${law}. This one has not.`, {
    remedy: "Give what tokenizer.toJson() has made, as it was.",
  });
