import { compareLosses } from "./dominates.ts";

/** By how many other losses some losses are dominated; the number changes as more losses come. */
export interface LiveRank {
  readonly rank: number;
}

/** Ranks kept as losses come: one comparison with each peer, never one of all with all. */
export interface Ranking {
  /** Losses given again for a number replace the earlier ones; the rank stays the same object. */
  put(number: number, losses: readonly number[]): LiveRank;
}

interface Member {
  losses: readonly number[];
  rank: number;
}

export const createRanking = (): Ranking => {
  const members: Member[] = [];
  const byNumber = new Map<number, Member>();
  return {
    put: (number, losses) => {
      const known = byNumber.get(number);
      const before = known?.losses;
      const own: Member = known ?? { losses, rank: 0 };
      own.losses = losses;
      own.rank = 0;
      for (const peer of members) {
        if (peer === own) continue;
        if (before !== undefined && compareLosses(before, peer.losses) < 0) peer.rank--;
        const side = compareLosses(losses, peer.losses);
        if (side < 0) peer.rank++;
        else if (side > 0) own.rank++;
      }
      if (known === undefined) {
        members.push(own);
        byNumber.set(number, own);
      }
      return own;
    },
  };
};

/** A map of ranks as they are now: each is read when it is asked for. */
export const ranksOf = (live: ReadonlyMap<number, LiveRank>): ReadonlyMap<number, number> => {
  function* entries(): MapIterator<[number, number]> {
    for (const [step, { rank }] of live) yield [step, rank];
  }
  function* values(): MapIterator<number> {
    for (const { rank } of live.values()) yield rank;
  }
  const ranks: ReadonlyMap<number, number> = {
    get size() {
      return live.size;
    },
    get: (step) => live.get(step)?.rank,
    has: (step) => live.has(step),
    keys: () => live.keys(),
    values,
    entries,
    forEach: (each) => {
      for (const [step, { rank }] of live) each(rank, step, ranks);
    },
    [Symbol.iterator]: entries,
  };
  return ranks;
};
