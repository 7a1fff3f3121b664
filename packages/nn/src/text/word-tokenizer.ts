import { type OptionsOf, whole } from "@kaviar/base/check";
import { options } from "../options.ts";
import { checkTexts } from "./contract/check-texts.ts";
import { strangeToken } from "./contract/strange-token.ts";
import { padded } from "./padded.ts";
import type { Tokenizer, WordTokenizerJson } from "./tokenizer.ts";
import { wordOptions, wordsIn } from "./words-in.ts";

const read = options("wordTokenizer", {
  /** Numbers of tokens at most: the most frequent words have one, beside 0 (nothing) and 1 (unknown). */
  vocabulary: whole(3).default(20_000),
  /** Words that come less often are unknown. */
  minCount: whole(1).default(1),
  ...wordOptions,
});

export type WordTokenizerOptions = OptionsOf<typeof read>;

/** The token of words that training did not have. */
const unknown = 1;
/** The first token that is a word. */
const first = 2;

/**
 * Learns which words there are, and numbers them from 2 by how often they come; 1 is every other word.
 *
 * ```ts
 * const tokenizer = wordTokenizer(["Not good!", "Good."], { vocabulary: 10_000 });
 * tokenizer.encode(["Very good!"], { length: 4 }); // { data: [1, 2, 4, 0], shape: [1, 4] }
 * ```
 * Learn it from the texts of the training alone. Texts are normalized (NFKC); letters of scripts without spaces (Chinese,
 * Thai) are words of their own; a flag or a family of emoji is one word.
 */
export const wordTokenizer = (
  texts: readonly string[],
  given: WordTokenizerOptions = {},
): Tokenizer<WordTokenizerJson> => {
  const { vocabulary, minCount, ...how } = read(given);
  checkTexts("wordTokenizer", texts);
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of wordsIn(text, how)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts]
    .filter(([, count]) => count >= minCount)
    // By letters where counts are equal, so that the order of the texts does not matter.
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, vocabulary - first)
    .map(([word]) => word);
  return wordTokenizerFrom({ kind: "words", ...how, words });
};

export const wordTokenizerFrom = (json: WordTokenizerJson): Tokenizer<WordTokenizerJson> => {
  const { words } = json;
  const numbers = new Map(words.map((word, i) => [word, first + i]));
  const vocabulary = first + words.length;
  return {
    vocabulary,
    encode: (texts, options) => {
      checkTexts("encode", texts);
      return padded(
        "wordTokenizer",
        texts.map((text) => wordsIn(text, json).map((word) => numbers.get(word) ?? unknown)),
        options,
      );
    },
    decode: (tokens) =>
      Array.from(tokens)
        .filter((token) => token !== 0)
        .map((token) => (token === unknown ? "\ufffd" : (words[token - first] ?? strangeToken(token, vocabulary))))
        .join(" "),
    toJson: () => json,
  };
};
