import { agreement } from "./agreement.ts";
import type { Rows } from "./mixture.ts";
import type { RankedTrials } from "./ranked-trials.ts";

/** The trials to come near to, and those to keep away from. */
export interface Split {
  readonly good: Rows;
  readonly bad: Rows;
}

/** So many of the bad are told apart; beyond that the better half stays whole, and each of the rest stands for several. */
const mostBad = 500;

/** A running trial is taken for a bad one, but it is not known to be: the weight of this "constant liar". */
const liar = 0.3;

/**
 * The best ⌈gamma(n)⌉ trials and the rest, with running ones among the rest. The good weigh by rank, ln(m + ½) − ln r as
 * in CMA-ES (Hansen & Ostermeier 2001), on average 1. Each of the `prior` studies is split for itself.
 */
export const split = (
  own: RankedTrials,
  prior: readonly RankedTrials[],
  running: readonly Float64Array[],
  gamma: (n: number) => number,
  startup: number,
): Split => {
  const good = gather(own.axes.length);
  const bad = gather(own.axes.length);
  // What other studies say fades as this one learns.
  const trust = startup / (startup + own.count);
  const others = prior.map((each) => [each, trust * agreement(own, each)] as const);
  for (const [trials, weight] of [[own, 1] as const, ...others.filter(([, weight]) => weight > 0)]) {
    const size = Math.min(gamma(trials.count), trials.usable);
    const whole = trials.order.slice(0, size).reduce((sum, _, i) => sum + rankWeight(i, size), 0);
    for (let i = 0; i < size; i++) good.add(trials, i, (weight * rankWeight(i, size) * size) / whole);
    const rest = trials.count - size;
    const kept = rest <= mostBad ? rest : mostBad / 2;
    for (let i = 0; i < kept; i++) bad.add(trials, size + i, weight);
    const stride = (rest - kept) / (mostBad / 2);
    for (let i = 0; kept < rest && i < mostBad / 2; i++)
      bad.add(trials, size + kept + Math.floor((i + 0.5) * stride), weight * stride);
  }
  for (const places of running) bad.addPlaces(places, liar);
  return { good: good.rows(), bad: bad.rows() };
};

const rankWeight = (i: number, size: number): number => Math.log(size + 0.5) - Math.log(i + 1);

/** Rows of any trials, one after the other. */
const gather = (d: number) => {
  const from: Float64Array[] = [];
  const weights: number[] = [];
  const addPlaces = (places: Float64Array, weight: number): void => {
    from.push(places);
    weights.push(weight);
  };
  return {
    addPlaces,
    add: ({ places, order }: RankedTrials, rank: number, weight: number): void => {
      const row = order[rank]!;
      addPlaces(places.subarray(row * d, (row + 1) * d), weight);
    },
    rows: (): Rows => {
      const places = new Float64Array(from.length * d);
      from.forEach((row, i) => {
        places.set(row, i * d);
      });
      return { places, weights: Float64Array.from(weights) };
    },
  };
};
