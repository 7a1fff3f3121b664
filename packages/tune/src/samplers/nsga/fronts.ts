import { nonDominatedSort } from "../../pareto/non-dominated-sort.ts";
import type { Fitness } from "../../trial/fitness.ts";
import type { TrialRecord } from "../../trial/record.ts";

/** A trial of the population. */
export interface Individual {
  readonly trial: TrialRecord;
  readonly fitness: Fitness;
}

/** The population as fronts, best first: feasible ones by domination, then infeasible ones by violation, then failures. */
export const frontsOf = (population: readonly Individual[]): Individual[][] =>
  [0, 1, 2].flatMap((tier) => {
    const members = population.filter(({ fitness }) => fitness.tier === tier);
    const ranks = nonDominatedSort(members.map(({ fitness }) => fitness.losses));
    const fronts: Individual[][] = [];
    members.forEach((member, i) => {
      const front = fronts[ranks[i]!] ?? [];
      fronts[ranks[i]!] = front;
      front.push(member);
    });
    return fronts;
  });
