import type { Rule } from "../contract/rule.ts";
import type { Facts } from "./facts.ts";

/** One mistake that shows before the first step: as a rule, of other facts. */
export interface Mistake extends Omit<Rule, "look"> {
  look(facts: Facts, thresholds: Rule["thresholds"]): ReturnType<Rule["look"]>;
}

/** A mistake with the type of its bounds known to its `look`. */
export const createMistake = <T extends Rule["thresholds"]>(
  mistake: Omit<Mistake, "look" | "thresholds"> & {
    readonly thresholds: T;
    look(facts: Facts, thresholds: T): ReturnType<Rule["look"]>;
  },
): Mistake => mistake as unknown as Mistake;
