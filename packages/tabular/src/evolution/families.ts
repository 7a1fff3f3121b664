import { type Direction, losses, type Random, type TrialRecord } from "@kaviar/tune";

/** Pipelines that end in one kind of model: what they have cost, and what that brought. */
interface Family {
  readonly kind: string;
  /** The cost of all, and that until the best was found, and the best before it. */
  cost: number;
  costToBest: number;
  costToSecond: number;
  /** The best loss, and the best before it. */
  best: number;
  second: number;
}

interface Looking {
  /** The model of a trial's pipeline; undefined of one that is there to be compared with. */
  readonly kindOf: (trial: TrialRecord) => string | undefined;
  /** What a trial has cost. */
  readonly costOf: (trial: TrialRecord) => number;
  readonly directions: readonly Direction[];
}

/** No trial costs nothing. */
const leastCost = 1e-3;

/**
 * Draws the kind of model that the next pipeline has: a kind twice as likely where it is expected to improve for half the cost.
 * That is what improving took it lately; behind the best of all, what it would take to catch up at its rate if that is more.
 * (FLAML's estimated cost for improvement: Wang et al. 2021)
 */
export const drawFamily = (finished: readonly TrialRecord[], looking: Looking, random: Random): string | undefined => {
  const { families, start } = familiesOf(finished, looking);
  if (families.length === 0) return undefined;
  const best = Math.min(...families.map((family) => family.best));
  const shares = families.map((family) => 1 / expectedCost(family, best, start));
  let left = random() * shares.reduce((sum, share) => sum + share, 0);
  for (const [i, share] of shares.entries()) {
    left -= share;
    if (left < 0) return families[i]!.kind;
  }
  return families.at(-1)!.kind;
};

const expectedCost = (family: Family, best: number, start: number): number => {
  const { cost, costToBest, costToSecond } = family;
  const again = Math.max(cost - costToBest, costToBest - costToSecond, leastCost);
  const gap = family.best - best;
  if (gap <= 0) return again;
  const gained = Math.max(Math.min(family.second, start) - family.best, 0);
  const rate = gained / Math.max(cost - costToSecond, leastCost);
  return Math.max(again, Math.min(gap / rate, mostPatience * cost));
};

/** A kind that gains nothing is left alone until the others have cost so many times more. */
const mostPatience = 20;

/** In the order of the trials' numbers: the same for any number of workers. */
const familiesOf = (finished: readonly TrialRecord[], { kindOf, costOf, directions }: Looking) => {
  const families = new Map<string, Family>();
  /** Where every kind begins: the loss of what is there to be compared with, or the worst where there is none. */
  let baseline = Number.NEGATIVE_INFINITY;
  let worst = Number.NEGATIVE_INFINITY;
  for (const trial of [...finished].sort((a, b) => a.number - b.number)) {
    if (Object.keys(trial.params).length === 0) continue;
    const kind = kindOf(trial);
    const loss = trial.state === "complete" ? losses(trial.values!, directions)[0]! : Number.POSITIVE_INFINITY;
    if (loss < Number.POSITIVE_INFINITY) worst = Math.max(worst, loss);
    if (kind === undefined) {
      if (loss < Number.POSITIVE_INFINITY) baseline = Math.max(baseline, loss);
      continue;
    }
    const family = families.get(kind) ?? {
      kind,
      cost: 0,
      costToBest: 0,
      costToSecond: 0,
      best: Number.POSITIVE_INFINITY,
      second: Number.POSITIVE_INFINITY,
    };
    families.set(kind, family);
    family.cost += Math.max(costOf(trial), leastCost);
    if (loss >= family.best) continue;
    family.costToSecond = family.costToBest;
    family.second = family.best;
    family.costToBest = family.cost;
    family.best = loss;
  }
  return {
    families: [...families.values()].filter(({ best }) => best < Number.POSITIVE_INFINITY),
    start: baseline > Number.NEGATIVE_INFINITY ? baseline : worst,
  };
};
