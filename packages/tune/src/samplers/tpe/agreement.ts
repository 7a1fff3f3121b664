import type { RankedTrials } from "./ranked-trials.ts";

/** So many pairs of trials, half of them in the other order, another study is supposed to agree on before it is compared. */
const supposed = 4;

/** The latest trials are compared, with so many at most of the other study's: more would take longer and say the same. */
const most = { own: 24, other: 64 };

/**
 * How far another study would have put this one's trials in the order they have: 1 where it agrees on every pair, 0 where
 * it does no better than chance, or worse. What it says of a trial is the rank of its own trial that lies nearest. (Kendall's
 * τ, as in Feurer, Letham & Bakshy 2018)
 */
export const agreement = (own: RankedTrials, other: RankedTrials): number => {
  const rows = own.order.slice(0, own.usable).filter((row) => row >= own.count - most.own);
  const stride = Math.max(other.order.length / most.other, 1);
  const compared = Array.from({ length: Math.min(other.order.length, most.other) }, (_, i) => Math.floor(i * stride));
  const said = rows.map((row) => nearest(own, row, other, compared));
  let [agreed, pairs] = [supposed, supposed];
  for (let i = 0; i < said.length; i++)
    for (let j = 0; j < i; j++) {
      if (said[i] === said[j]) continue;
      pairs++;
      agreed += said[j]! < said[i]! ? 1 : -1;
    }
  return Math.max(agreed / pairs, 0);
};

/** Which of the ranks compared lies nearest to a row: places on their scale, 1 for another choice or a gap on one side. */
const nearest = (own: RankedTrials, row: number, other: RankedTrials, compared: readonly number[]): number => {
  const { axes } = own;
  let [least, found] = [Infinity, 0];
  for (const rank of compared) {
    let distance = 0;
    for (let j = 0; j < axes.length && distance < least; j++) {
      const a = own.places[row * axes.length + j]!;
      const b = other.places[other.order[rank]! * axes.length + j]!;
      if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue;
      const { levels, edges } = axes[j]!;
      const isFar = Number.isNaN(a) || Number.isNaN(b) || (levels > 0 && edges === undefined);
      distance += isFar ? 1 : Math.abs(a - b) / (levels > 0 ? levels : 1);
    }
    if (distance < least) [least, found] = [distance, rank];
  }
  return found;
};
