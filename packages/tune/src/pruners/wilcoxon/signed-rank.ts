import { logCumulative } from "@kaviar/base/numerics";

/** Up to here the distribution is counted out; above, the normal one is close enough. */
const exactUpTo = 50;

/**
 * The p-value of Wilcoxon's signed-rank test that the differences lie above 0: how likely signs by chance give a sum of
 * positive ranks this high. Ties share their mean rank, zeros give half theirs to each side. (Wilcoxon 1945)
 *
 * ```ts
 * signedRankP([1, 2, 3, 4, 5]);                            // 1/32: all five signs are positive
 * ```
 * Exact for 50 differences or fewer, also with ties and zeros; normal with tie correction above.
 */
export const signedRankP = (differences: readonly number[]): number => {
  const n = differences.length;
  const order = differences.map((_, i) => i).sort((i, j) => Math.abs(differences[i]!) - Math.abs(differences[j]!));
  // Twice the rank, which is whole also where two share the mean of theirs.
  const doubled: number[] = [];
  let ties = 0;
  let positive = 0;
  for (let start = 0, end: number; start < n; start = end) {
    const size = Math.abs(differences[order[start]!]!);
    end = start + 1;
    while (end < n && Math.abs(differences[order[end]!]!) === size) end++;
    const rank = start + 1 + end;
    ties += (end - start) ** 3 - (end - start);
    for (let i = start; i < end; i++) {
      const difference = differences[order[i]!]!;
      if (difference === 0) positive += rank / 2;
      else doubled.push(rank);
      if (difference > 0) positive += rank;
    }
  }
  if (n <= exactUpTo) {
    const shared = (n * (n + 1) - doubled.reduce((sum, rank) => sum + rank, 0)) / 2;
    return upperTail(doubled, positive - shared);
  }
  const mean = (n * (n + 1)) / 4;
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1) - ties / 2) / 24);
  return Math.exp(logCumulative((mean - positive / 2) / deviation));
};

/** Of all 2ⁿ choices of signs, the share whose positive ranks sum to at least this: counted rank by rank. */
const upperTail = (ranks: readonly number[], least: number): number => {
  const most = ranks.reduce((sum, rank) => sum + rank, 0);
  const share = new Float64Array(most + 1);
  share[0] = 1;
  let reach = 0;
  for (const rank of ranks) {
    for (let sum = reach; sum >= 0; sum--) {
      const half = share[sum]! / 2;
      share[sum] = half;
      share[sum + rank] = share[sum + rank]! + half;
    }
    reach += rank;
  }
  let p = 0;
  for (let sum = most; sum >= least; sum--) p += share[sum]!;
  return p;
};
