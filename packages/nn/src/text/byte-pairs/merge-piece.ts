import { byteTokens } from "./bytes.ts";
import type { Merge } from "./learn-merges.ts";

/** Which merge two tokens are, and what they become. */
export interface Ranks {
  rankOf(left: number, right: number): number;
  tokenOf(rank: number): number;
}

const base = 2 ** 21;

export const ranksOf = (merges: readonly Merge[], tokens: readonly number[]): Ranks => {
  const ranks = new Map(merges.map(([left, right], rank) => [left * base + right, rank]));
  return {
    rankOf: (left, right) => ranks.get(left * base + right) ?? Number.POSITIVE_INFINITY,
    tokenOf: (rank) => tokens[rank]!,
  };
};

/** The tokens of a piece: of all merges that it has, the one that was learned first, until it has none. */
export const mergePiece = (piece: string, { rankOf, tokenOf }: Ranks): Int32Array => {
  const tokens = byteTokens(piece);
  let { length } = tokens;
  while (length > 1) {
    let [best, at] = [Number.POSITIVE_INFINITY, 0];
    for (let t = 0; t + 1 < length; t++) {
      const rank = rankOf(tokens[t]!, tokens[t + 1]!);
      if (rank < best) [best, at] = [rank, t];
    }
    if (best === Number.POSITIVE_INFINITY) break;
    tokens[at] = tokenOf(best);
    tokens.copyWithin(at + 1, at + 2, length);
    length--;
  }
  return tokens.slice(0, length);
};
