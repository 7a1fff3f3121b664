import { byteTokens } from "./bytes.ts";
import { createPairHeap } from "./pair-heap.ts";
import { createTokenTable } from "./token-table.ts";

/** Two tokens that become one. */
export type Merge = readonly [number, number];

/** Tokens are below 2²¹ here: a pair of them is one number. */
const base = 2 ** 21;

/**
 * The merges of byte-pair encoding: again and again the two tokens that stand beside each other most often become one.
 * (Gage 1994; Sennrich et al. 2016) `counts` are pieces and how often each comes. A merge changes only the counts of pairs
 * in pieces that have it, so that its cost is what it changes.
 */
export const learnMerges = (
  counts: ReadonlyMap<string, number>,
  vocabulary: number,
  minCount: number,
): readonly Merge[] => {
  const pieces = [...counts].map(([piece, count]) => ({ tokens: byteTokens(piece), length: 0, count, seen: -1 }));
  const pairs = new Map<number, { count: number; readonly pieces: number[] }>();
  const change = (left: number, right: number, by: number, piece: number): void => {
    const pair = left * base + right;
    let entry = pairs.get(pair);
    if (!entry) {
      entry = { count: 0, pieces: [] };
      pairs.set(pair, entry);
    }
    entry.count += by;
    if (by > 0 && entry.pieces.at(-1) !== piece) entry.pieces.push(piece);
    if (by > 0) grown.add(pair);
  };
  const grown = new Set<number>();
  for (const [i, piece] of pieces.entries()) {
    const { tokens, count } = piece;
    piece.length = tokens.length;
    for (let t = 0; t + 1 < tokens.length; t++) change(tokens[t]!, tokens[t + 1]!, count, i);
  }
  const heap = createPairHeap();
  const pushGrown = (): void => {
    for (const pair of grown) heap.push(pair, pairs.get(pair)!.count);
    grown.clear();
  };
  pushGrown();
  const { texts, add } = createTokenTable();
  const merges: Merge[] = [];
  while (texts.length < vocabulary) {
    const best = heap.pop((pair) => pairs.get(pair)!.count);
    if (!best || best.count < minCount) break;
    const { pair } = best;
    const [left, right] = [Math.floor(pair / base), pair % base];
    const merged = add(left, right);
    merges.push([left, right]);
    const entry = pairs.get(pair)!;
    const where = entry.pieces.splice(0);
    for (const p of where) {
      const piece = pieces[p]!;
      if (piece.seen === merges.length) continue;
      piece.seen = merges.length;
      mergeIn(piece, left, right, merged, (a, b, sign) => change(a, b, sign * piece.count, p));
    }
    entry.count = 0;
    pushGrown();
  }
  return merges;
};

interface Piece {
  readonly tokens: Int32Array;
  length: number;
}

/** Puts `merged` in the place of each `left, right`, from the left, and says which pairs went and came. */
const mergeIn = (
  piece: Piece,
  left: number,
  right: number,
  merged: number,
  change: (a: number, b: number, sign: 1 | -1) => void,
): void => {
  const { tokens, length } = piece;
  let to = 0;
  for (let from = 0; from < length; from++, to++) {
    if (tokens[from] !== left || from + 1 >= length || tokens[from + 1] !== right) {
      tokens[to] = tokens[from]!;
      continue;
    }
    if (to > 0) {
      change(tokens[to - 1]!, left, -1);
      change(tokens[to - 1]!, merged, 1);
    }
    if (from + 2 < length) {
      change(right, tokens[from + 2]!, -1);
      change(merged, tokens[from + 2]!, 1);
    }
    tokens[to] = merged;
    from++;
  }
  piece.length = to;
};
