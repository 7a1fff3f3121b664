import { type WordOptions, wordsIn } from "../words-in.ts";
import { createFinder } from "./find-terms.ts";
import { piecesOf } from "./pieces-of.ts";

/** What terms of a text count: as plain data, all that was learned. */
export interface Weighing extends WordOptions {
  /** Terms of words, from number 1 on. */
  readonly terms: readonly string[];
  /** Pieces of words, numbered behind them. */
  readonly pieces: readonly string[];
  /** The most letters of a piece. */
  readonly letters: number;
  /** How rare each is, terms and pieces: ln((1 + texts) / (1 + texts with it)) + 1. */
  readonly idf: ArrayLike<number>;
  /** Whether a term that comes t times counts 1 + ln t, and not t. */
  readonly sublinear: boolean;
  /** So many terms of a text at most, those that count most. */
  readonly length: number;
}

/** The terms of a text, by number, and what they count. */
export interface TermRow {
  readonly terms: Int32Array;
  readonly weights: Float64Array;
}

/** Weighs the terms of texts, one after the other. */
export const createWeigher = (weighing: Weighing): ((text: string) => TermRow) => {
  const { terms, pieces, letters, idf, sublinear, length } = weighing;
  const find = createFinder(terms);
  const pieceNumbers = new Map(pieces.map((piece, i) => [piece, terms.length + i]));
  // Words come again and again: the pieces of each are looked up once.
  const known = new Map<string, Int32Array>();
  const piecesIn = (word: string): Int32Array => {
    const found =
      known.get(word) ?? Int32Array.from(piecesOf(word, letters).flatMap((piece) => pieceNumbers.get(piece) ?? []));
    if (known.size < mostKnown) known.set(word, found);
    return found;
  };
  const counts = new Int32Array(terms.length + pieces.length);
  return (text) => {
    const found: number[] = [];
    const count = (term: number): void => {
      if (counts[term]!++ === 0) found.push(term);
    };
    const words = wordsIn(text, weighing);
    find(words, count);
    if (pieces.length > 0) for (const word of words) for (const piece of piecesIn(word)) count(piece);
    const numbers = Int32Array.from(found).sort();
    const weights = Float64Array.from(numbers, (term) => {
      const times = counts[term]!;
      counts[term] = 0;
      return (sublinear ? 1 + Math.log(times) : times) * idf[term]!;
    });
    // Words and pieces of them say the same twice: each has the length 1.
    const parted = numbers.findIndex((term) => term >= terms.length);
    toLengthOne(weights.subarray(0, parted < 0 ? weights.length : parted));
    if (parted >= 0) toLengthOne(weights.subarray(parted));
    const row = { terms: numbers.map((term) => term + 1), weights };
    return numbers.length > length ? heaviest(row, length) : row;
  };
};

/** A text may have words that no other has: what is remembered of them stays within bounds. */
const mostKnown = 200_000;

const toLengthOne = (weights: Float64Array): void => {
  const size = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  for (let i = 0; i < weights.length; i++) weights[i]! /= size;
};

const heaviest = ({ terms, weights }: TermRow, most: number): TermRow => {
  const kept = Array.from(terms.keys())
    .sort((a, b) => weights[b]! - weights[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
  return { terms: Int32Array.from(kept, (i) => terms[i]!), weights: Float64Array.from(kept, (i) => weights[i]!) };
};
