import type { Card } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import type { Question, Sampler } from "./contract/sampler.ts";
import { evolve } from "./nsga/evolve.ts";
import { mostCrowded } from "./nsga/niching.ts";
import { referencePoints } from "./nsga/reference-points.ts";

/** As many trials as a tenth of the budget, within 12 and 92: the size Deb & Jain use for 3 objectives. */
const sizeFor = ({ budget }: Question): number => Math.min(Math.max(Math.round((budget.trials ?? 920) / 10), 12), 92);

const read = options("nsga3", {});

/**
 * NSGA-II for many objectives: of equals those survive that lie along evenly spread directions, where crowding says little.
 * (Deb & Jain 2014; directions by Das & Dennis 1998)
 *
 * ```ts
 * createStudy({ directions: ["minimize", "minimize", "maximize"], sampler: nsga3() })
 * ```
 * For 3 objectives up; with 2, `nsga2()` spreads as well, and with one both are plain genetic algorithms.
 */
export const nsga3 = (given: OptionsOf<typeof read> = {}): Sampler => {
  read(given);
  const directionsFor = new Map<string, number[][]>();
  return evolve("nsga3", sizeFor, {
    evict: (last, fronts) => {
      if (last[0]!.fitness.tier > 0) return last[0]!;
      const m = last[0]!.fitness.losses.length;
      const size = fronts.reduce((sum, front) => sum + front.length, 0) - 1;
      const key = `${m} ${size}`;
      const directions = directionsFor.get(key) ?? referencePoints(m, size);
      directionsFor.set(key, directions);
      return mostCrowded(last, fronts, directions);
    },
    better: () => () => undefined,
  });
};

nsga3.about = {
  name: "NSGA-III",
  formula: "as NSGA-II, but within the last front those survive that lie along evenly spread directions",
  use: "3 objectives and more, hundreds of trials",
  pitfall: "the directions are spread over a simplex: of a front that is bent or broken some meet nothing",
  reference: "Deb & Jain 2014; Das & Dennis 1998",
  seeAlso: ["nsga2"],
} satisfies Card;
