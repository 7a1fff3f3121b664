import type { DynamicCode } from "@kaviar/nn";
import { type Plan, usual } from "../plan.ts";

/** What a run may have: what the doctor finds, nothing at all, or labels that are not those of the rows. */
export type Diagnosis = DynamicCode | "healthy" | "labels";

/** A run that comes to the hospital. */
export interface Case {
  /** What it comes with: never what it has. */
  readonly says: string;
  readonly plan: Plan;
  readonly has: Diagnosis;
  /** By what one sees it. */
  readonly because: string;
  /** What else may come to mind, and what speaks against it. */
  readonly others: readonly [Guess, Guess, Guess];
  /** A cure that the doctor cannot know of. */
  readonly byHand?: { readonly title: string; readonly change: Partial<Plan> };
}

export interface Guess {
  readonly guess: Diagnosis;
  readonly because: string;
}

export const caseOf = (
  says: string,
  plan: Partial<Plan>,
  has: Diagnosis,
  because: string,
  others: Case["others"],
  byHand?: Case["byHand"],
): Case => ({ says, plan: { ...usual, ...plan }, has, because, others, ...(byHand && { byHand }) });

export const not = (guess: Diagnosis, because: string): Guess => ({ guess, because });
