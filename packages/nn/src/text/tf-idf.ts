import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { ModelError } from "../error.ts";
import type { Json } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { checkTexts } from "./contract/check-texts.ts";
import type { TokenRows } from "./padded.ts";
import { learnPieces } from "./terms/learn-pieces.ts";
import { type Learned, learnTerms } from "./terms/learn-terms.ts";
import { createWeigher, type Weighing } from "./terms/rows-of-terms.ts";
import { wordOptions, wordsIn } from "./words-in.ts";

const read = options("tfIdf", {
  /** Terms are of so many words in a row at most. */
  words: whole(1).default(2),
  /** Pieces of words, of 2 to so many letters, are terms too; 0 for none. */
  letters: whole(0).default(0),
  /** Terms that stand in fewer texts are left out. */
  minCount: whole(1).default(2),
  /** So many terms at most, those that stand in the most texts; and as many pieces. */
  most: whole(1).default(200_000),
  /** So many terms of a text at most, and no more than the longest has: of a longer one those that count most. */
  length: whole(1).default(2048),
  /** Whether a term that comes t times counts 1 + ln t, and not t. */
  sublinear: flag.default(true),
  ...wordOptions,
});

export type TfIdfOptions = OptionsOf<typeof read>;

export interface TfIdfJson extends Weighing {
  readonly [name: string]: Json;
  readonly kind: "tfIdf";
  readonly terms: readonly string[];
  readonly pieces: readonly string[];
  readonly idf: readonly number[];
}

/** Terms by rows and what each counts, as `embeddingBag` takes them; all of one length, filled up with term 0, which counts 0. */
export interface TermRows {
  readonly [name: string]: TokenRows | { readonly data: Float32Array; readonly shape: TokenRows["shape"] };
  readonly terms: TokenRows;
  readonly weights: { readonly data: Float32Array; readonly shape: TokenRows["shape"] };
}

export interface TfIdf {
  /** Numbers that a term may have, 0 among them: what `embeddingBag` takes. */
  readonly vocabulary: number;
  encode(texts: readonly string[]): TermRows;
  /** All there is to it, as data: `tfIdfFrom` makes it again. */
  toJson(): TfIdfJson;
}

/**
 * Learns which terms there are, words and words in a row, and how rare each is; a text is then the terms that it has.
 *
 * ```ts
 * const bag = tfIdf(texts, { words: 2 });
 * const model = await fitBag(embeddingBag(bag.vocabulary, 2), { x: bag.encode(texts), y });
 * ```
 * Learn it from the texts of the training alone. Weights are those of scikit-learn's TfidfVectorizer with sublinear_tf,
 * where words are told alike: here marks and single letters are words too.
 */
export const tfIdf = (texts: readonly string[], given: TfIdfOptions = {}): TfIdf => {
  const { words: mostWords, letters, minCount, most, length, sublinear, ...how } = read(given);
  checkTexts("tfIdf", texts);
  const words = texts.map((text) => wordsIn(text, how));
  const terms = mostFrequent(learnTerms(words, mostWords, minCount), most);
  const pieces = letters > 1 ? mostFrequent(learnPieces(words, letters, minCount), most) : [];
  // Rounded, since a file need not have sixteen digits of each.
  const rarity = (rows: number): number => Math.fround(Math.log((1 + texts.length) / (1 + rows)) + 1);
  const json = {
    kind: "tfIdf" as const,
    ...how,
    sublinear,
    letters,
    length,
    terms: terms.map(({ term }) => term),
    pieces: pieces.map(({ term }) => term),
    idf: [...terms, ...pieces].map(({ texts: rows }) => rarity(rows)),
  };
  const weigh = createWeigher(json);
  const longest = texts.reduce((sum, text) => Math.max(sum, weigh(text).terms.length), leastLength);
  return tfIdfFrom({ ...json, length: Math.min(length, longest) });
};

/** A network takes rows of one length: where all texts of the training are short, others have some room yet. */
const leastLength = 32;

/** By letters where they stand in equally many texts, so that the order of the texts does not matter. */
const mostFrequent = (learned: readonly Learned[], most: number): readonly Learned[] =>
  [...learned].sort((a, b) => b.texts - a.texts || (a.term < b.term ? -1 : 1)).slice(0, most);

/**
 * What `toJson` has written, made again.
 *
 * ```ts
 * const again = tfIdfFrom(JSON.parse(JSON.stringify(bag.toJson())));
 * ```
 * It encodes as that one did, whatever was learned since.
 */
export const tfIdfFrom = (json: TfIdfJson): TfIdf => {
  checkJson(json);
  let weigh: ReturnType<typeof createWeigher> | undefined;
  return {
    vocabulary: 1 + json.idf.length,
    encode: (texts) => {
      checkTexts("encode", texts);
      weigh ??= createWeigher(json);
      const rows = texts.map(weigh);
      const { length } = json;
      const terms = new Int32Array(texts.length * length);
      const weights = new Float32Array(texts.length * length);
      for (const [i, row] of rows.entries()) {
        terms.set(row.terms, i * length);
        weights.set(row.weights, i * length);
      }
      const shape = [texts.length, length] as const;
      return { terms: { data: terms, shape }, weights: { data: weights, shape } };
    },
    toJson: () => json,
  };
};

const checkJson = (json: TfIdfJson): void => {
  const { kind, terms, pieces, idf } = json ?? {};
  const areLists = [terms, pieces, idf].every(Array.isArray);
  if (kind === "tfIdf" && areLists && idf.length === terms.length + pieces.length && idf.every(Number.isFinite)) return;
  throw new ModelError("file", "Terms as data have `terms`, `pieces`, and how rare each is, `idf`. These have not.", {
    remedy: "Give what tfIdf(…).toJson() has made, as it was.",
  });
};
