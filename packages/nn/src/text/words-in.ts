import { flag } from "@kaviar/base/check";
import { wellFormed } from "./well-formed.ts";

/** What counts as a word: the same for training and for prediction, so it is stored with what was learned. */
export interface WordOptions {
  readonly lowercase: boolean;
  readonly marks: boolean;
}

export const wordOptions = {
  /** Whether "Good" and "good" are one word. */
  lowercase: flag.default(true),
  /** Whether marks (! ? % € …) and emoji are words too; otherwise they only part words. */
  marks: flag.default(true),
};

/** Scripts that put no space between words: each letter is one, with its marks. What is a word there, pairs of them tell. */
const unspaced = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const letters = String.raw`[[\p{L}\p{N}]--[${unspaced}]][[\p{L}\p{M}\p{N}]--[${unspaced}]]*`;
/** Inside of a word: an apostrophe (don't), and the joiners of Persian and of Indian scripts. */
const word = String.raw`${letters}(?:['\u200c\u200d]${letters})*`;
const letter = String.raw`[\p{L}&&[${unspaced}]]\p{M}*`;
/** A flag or a family is one sign, of however many it is made. Up to three equal marks are one: "!!!" says more than "!". */
const mark = String.raw`\p{RGI_Emoji}|([\p{P}\p{S}])\1*`;

// TypeScript knows the flag `v`, sets of letters, from the next language version on.
const withMarks = new RegExp(`${word}|${letter}|${mark}`, "gv");
const withoutMarks = new RegExp(`${word}|${letter}`, "gv");
const isMark = /^[\p{P}\p{S}]/u;

/** Wide, joined and composed letters are written in one way (NFKC). */
const normalized = (text: string): string =>
  wellFormed(text).normalize("NFKC").replaceAll("’", "'").replaceAll("\u00ad", "");

/** The words of a text in their order. */
export const wordsIn = (text: string, { lowercase, marks }: WordOptions): readonly string[] => {
  const plain = normalized(text);
  // Small letters are found after composing: some have no composed form as capitals.
  const found = (lowercase ? plain.toLowerCase() : plain).match(marks ? withMarks : withoutMarks) ?? [];
  return marks ? found.map((each) => (each.length > 3 && isMark.test(each) ? shortened(each) : each)) : found;
};

/** A line of seventy hyphens is one of three. */
const shortened = (marks: string): string => {
  const [first, second] = marks;
  return first === second ? first!.repeat(3) : marks;
};
