import type { Fitness } from "../../trial/fitness.ts";
import type { Gaussian } from "./gaussian.ts";
import type { Strategy } from "./strategy.ts";

/** Whether a run of CMA-ES has come to its end. */
export interface Stagnation {
  seen(ranked: readonly Fitness[], gaussian: Gaussian | undefined): boolean;
}

/** Below this share of the range, a step changes nothing that anybody can tell. */
const leastStep = 1e-10;
const leastChange = 1e-12;
const mostCondition = 1e14;

/**
 * Ends a run when its steps, or the changes of its values, have become too small to matter, or C too thin: TolX, TolFun,
 * EqualFunValues and ConditionCov of Hansen 2009.
 */
export const createStagnation = ({ n, lambda }: Strategy): Stagnation => {
  const window = 10 + Math.ceil((30 * Math.max(n, 1)) / lambda);
  const bests: number[] = [];
  return {
    seen: (ranked, gaussian) => {
      const values = ranked.flatMap(({ tier, losses }) => (tier === 0 ? [losses[0]!] : []));
      bests.push(values[0] ?? Infinity);
      if (bests.length > window) bests.shift();
      if (gaussian !== undefined) {
        const [most, least] = gaussian.axes;
        if (gaussian.sigma * most < leastStep || most ** 2 > mostCondition * least ** 2) return true;
      }
      if (bests.length < window) return false;
      const all = [...bests, ...values].filter(Number.isFinite);
      const [low, high] = [Math.min(...all), Math.max(...all)];
      return high - low <= leastChange * Math.max(1, Math.abs(low));
    },
  };
};
