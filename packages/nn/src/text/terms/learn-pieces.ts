import { concatenate } from "@kaviar/base/numerics";
import { type Learned, rowsWith } from "./learn-terms.ts";
import { piecesOf } from "./pieces-of.ts";

/** All pieces of words, of up to `most` letters, that stand in `minCount` texts at least. */
export const learnPieces = (
  texts: readonly (readonly string[])[],
  most: number,
  minCount: number,
): readonly Learned[] => {
  const numbers = new Map<string, number>();
  const known = new Map<string, Int32Array>();
  const numberOf = (piece: string): number => {
    const number = numbers.get(piece) ?? numbers.size;
    numbers.set(piece, number);
    return number;
  };
  const numbersOf = (word: string): Int32Array => {
    const found = known.get(word) ?? Int32Array.from(piecesOf(word, most), numberOf);
    known.set(word, found);
    return found;
  };
  const rows = texts.map((words) => concatenate(Int32Array, [...new Set(words)].map(numbersOf)));
  const counts = rowsWith(rows, numbers.size);
  return [...numbers.keys()].flatMap((term, i) => (counts[i]! >= minCount ? [{ term, texts: counts[i]! }] : []));
};
