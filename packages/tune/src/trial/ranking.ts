import { compareLosses } from "./dominates.ts";

/** By how many its losses are dominated, as of now. */
export interface Standing {
  readonly rank: number;
}

/** Ranks kept as losses come: one comparison with each peer, never one of all with all. */
export interface Ranking {
  /** Losses given again replace the earlier ones; the standing stays the same object. */
  put(number: number, losses: readonly number[]): Standing;
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

/** The ranks of standings, read when they are asked for. */
export const ranksOf = (standings: ReadonlyMap<number, Standing>): ReadonlyMap<number, number> => {
  function* entries(): MapIterator<[number, number]> {
    for (const [step, { rank }] of standings) yield [step, rank];
  }
  function* values(): MapIterator<number> {
    for (const { rank } of standings.values()) yield rank;
  }
  const ranks: ReadonlyMap<number, number> = {
    get size() {
      return standings.size;
    },
    get: (step) => standings.get(step)?.rank,
    has: (step) => standings.has(step),
    keys: () => standings.keys(),
    values,
    entries,
    forEach: (each) => {
      for (const [step, { rank }] of standings) each(rank, step, ranks);
    },
    [Symbol.iterator]: entries,
  };
  return ranks;
};
