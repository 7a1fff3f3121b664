import type { Card } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { keyedRandom } from "@kaviar/base/random";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import type { Curve } from "../trial/curve.ts";
import { halving, lastStepOfFirst, stepsOrAuto } from "./contract/halving.ts";
import { goOn, type Pruner } from "./contract/pruner.ts";
import { arrivedWith, type RungSpacing } from "./contract/rungs.ts";

export const hyperbandLaws = {
  /** The step of the lowest rung of all. */
  minResource: whole(1).default(1),
  /** How many steps a trial has at most. `"auto"`: as many as the first complete trial; until then none is stopped. */
  maxResource: stepsOrAuto.default("auto"),
  /** η: about one in this many goes on from each rung. */
  reductionFactor: whole(2).default(3),
  /** How many must have arrived at a rung before one goes on from it. */
  bootstrapCount: whole().default(0),
};

const read = options("hyperband", hyperbandLaws);

export type HyperbandOptions = OptionsOf<typeof read>;

/**
 * Successive halving in several brackets at once: trials of the first bracket are judged from the lowest rung on, those of
 * the next one from the second, so slow starters have a chance too. (Li et al. 2018)
 *
 * ```ts
 * createStudy({ pruner: hyperband({ minResource: 1, maxResource: 81, reductionFactor: 3 }) })      // five brackets
 * ```
 * Which bracket a trial belongs to depends on the seed and its number alone. Each bracket needs trials enough: give the
 * study dozens.
 */
export const hyperband = (given: HyperbandOptions = {}): Pruner => {
  const { minResource, maxResource, reductionFactor, bootstrapCount } = read(given);
  if (maxResource === "auto" && bootstrapCount > 0)
    throw new TuneError(
      "bad-count",
      '`bootstrapCount` of hyperband needs a `maxResource` that is a number: got "auto".',
    );
  if (maxResource !== "auto" && maxResource < minResource)
    throw new TuneError(
      "bad-count",
      `\`maxResource\` of hyperband must be at least \`minResource\`: got ${maxResource}, and ${minResource}.`,
    );
  const rule = halving({ bootstrapCount, firstGoOn: true });
  const mostOf = (curves: readonly Curve[]): number | undefined => {
    if (maxResource !== "auto") return maxResource;
    const last = lastStepOfFirst(curves);
    return last === undefined ? undefined : last + 1;
  };
  const spacingOf = (bracket: number): RungSpacing => ({
    resource: minResource * reductionFactor ** bracket,
    factor: reductionFactor,
  });
  return {
    name: "hyperband",
    judge: (watch) => {
      const most = mostOf(watch.others);
      if (most === undefined) return goOn;
      const shares = bracketShares(minResource, most, reductionFactor);
      const own = bracketOf(shares, watch.seed, watch.number);
      if (arrivedWith(watch.curve, spacingOf(own), watch.step).length === 0) return goOn;
      const others = watch.others.filter(({ number }) => bracketOf(shares, watch.seed, number) === own);
      const verdict = rule.judge({ ...watch, others }, spacingOf(own));
      return verdict.stop ? { stop: true, why: `in bracket ${own}, ${verdict.why}` } : verdict;
    },
    promote: (curves, { seed }) => {
      if (!curves.some(({ state, resumable }) => state === "pruned" && resumable)) return undefined;
      const most = mostOf(curves);
      if (most === undefined) return undefined;
      const shares = bracketShares(minResource, most, reductionFactor);
      const brackets = shares.map((): Curve[] => []);
      for (const curve of curves) brackets[bracketOf(shares, seed, curve.number)]!.push(curve);
      for (const [bracket, members] of brackets.entries()) {
        const number = rule.promote(members, spacingOf(bracket));
        if (number !== undefined) return number;
      }
      return undefined;
    },
  };
};

hyperband.about = {
  name: "Hyperband",
  formula: "successive halving in s + 1 brackets, the b-th with its first rung at r ηᵇ steps",
  use: "when it is not known how many steps a run needs before it shows its worth",
  pitfall: "each bracket needs trials enough to compare: give the study dozens",
  reference: "Li et al. 2018",
  seeAlso: ["successiveHalving", "asha", "bohb"],
} satisfies Card;

/** How the trials are shared among the brackets: ⌈B ηˢ / (s + 1)⌉ parts for the one with s rungs of halving ahead. */
export const bracketShares = (least: number, most: number, factor: number): readonly number[] => {
  let brackets = 1;
  while (least * factor ** brackets <= most) brackets++;
  return Array.from({ length: brackets }, (_, bracket) => {
    const halvings = brackets - 1 - bracket;
    return Math.ceil((brackets * factor ** halvings) / (halvings + 1));
  });
};

/** The bracket of a trial: by chance with these shares, keyed by its number. */
export const bracketOf = (shares: readonly number[], seed: number, number: number): number => {
  let place = chanceOf(seed, number) * shares.reduce((sum, share) => sum + share, 0);
  return shares.findIndex((share) => {
    place -= share;
    return place < 0;
  });
};

const chances = new Map<number, number[]>();

/** Drawn once: each verdict asks for those of all trials. */
const chanceOf = (seed: number, number: number): number => {
  const known = chances.get(seed) ?? [];
  chances.set(seed, known);
  known[number] ??= keyedRandom(seed, number, "bracket")();
  return known[number];
};
