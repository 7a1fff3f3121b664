import type { Card } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { crowdingDistance } from "../pareto/crowding-distance.ts";
import type { Question, Sampler } from "./contract/sampler.ts";
import { evolve, type Selection } from "./nsga/evolve.ts";
import type { Individual } from "./nsga/fronts.ts";

/** As many trials as a tenth of the budget, within 12 and 50: ten generations at least, where that is possible. */
const sizeFor = ({ budget }: Question): number => Math.min(Math.max(Math.round((budget.trials ?? 500) / 10), 12), 50);

const distances = (front: readonly Individual[]): ReadonlyMap<Individual, number> => {
  const crowding = crowdingDistance(front.map(({ fitness }) => fitness.losses));
  return new Map(front.map((member, i) => [member, crowding[i]!]));
};

const known = new WeakMap<readonly Individual[], ReadonlyMap<Individual, number>>();

const byCrowding: Selection = {
  evict: (last) => {
    const crowding = distances(last);
    return last.reduce((a, b) => (crowding.get(b)! <= crowding.get(a)! ? b : a));
  },
  better: (front) => {
    const crowding = known.get(front) ?? distances(front);
    known.set(front, crowding);
    return (a, b) => (crowding.get(a)! === crowding.get(b)! ? undefined : crowding.get(a)! > crowding.get(b)! ? a : b);
  },
};

const read = options("nsga2", {});

/**
 * A genetic algorithm that keeps a well spread Pareto front: what dominates survives, and of equals the one that stands more
 * alone. Feasibility first; conditional parameters are inherited where a parent has them. (Deb et al. 2002)
 *
 * ```ts
 * createStudy({ directions: ["minimize", "minimize"], sampler: nsga2() })
 * ```
 * For 2 or 3 objectives and budgets of some hundred trials up; with one objective it is a plain genetic algorithm.
 */
export const nsga2 = (given: OptionsOf<typeof read> = {}): Sampler => {
  read(given);
  return evolve("nsga2", sizeFor, byCrowding);
};

nsga2.about = {
  name: "NSGA-II",
  formula:
    "the fittest of parents and children survive: by Pareto front, then by crowding distance; children by crossover and mutation",
  use: "2 or 3 objectives, hundreds of trials, the whole front",
  pitfall: "with more objectives nearly every trial lies on the first front, and crowding alone decides",
  reference: "Deb et al. 2002",
  seeAlso: ["nsga3", "gp"],
} satisfies Card;
