import { formatDuration } from "@kaviar/base/text";
import type { StudySummary } from "../../../../src/reading/study-summary.ts";

/** How far a search is. */
export type SearchState =
  | "running"
  /** No more pipelines are tried: what was found is chosen from and fitted. */
  | "finishing"
  | "done"
  /** Whoever ran it is silent, or gone. */
  | "left";

/** In milliseconds: between two pipelines, and before the first, nothing runs for so long at most. */
const quiet = 20_000;

/** What comes after a search takes no longer than it did, or than this. */
const leastFinishing = 600_000;

export const stateOf = ({ search, connected, counts, lastChange }: StudySummary, now: number): SearchState => {
  if (search?.ended !== undefined) return "done";
  const { searched, beganAt = 0 } = search ?? {};
  if (searched !== undefined) {
    const { at = beganAt } = searched;
    return now - at < Math.max(at - beganAt, leastFinishing) ? "finishing" : "left";
  }
  if (counts.running > 0) return connected.some(({ silent }) => !silent) ? "running" : "left";
  return now - Math.max(lastChange, beganAt) < quiet ? "running" : "left";
};

/** What a search may take, what it has taken, and the share of that. */
export interface Budget {
  readonly used: string;
  readonly of: string;
  readonly left: string;
  readonly share: number;
}

/** Undefined where the study does not keep what it may take. */
export const budgetOf = (study: StudySummary, now: number): Budget | undefined => {
  const { search, counts } = study;
  const budget = search?.budget;
  if (budget === undefined) return undefined;
  if ("evaluations" in budget) {
    const used = counts.complete + counts.infeasible + counts.pruned + counts.failed;
    const left = Math.max(budget.evaluations - used, 0);
    return {
      used: used.toLocaleString("en"),
      of: `${budget.evaluations.toLocaleString("en")} evaluations`,
      left: left.toLocaleString("en"),
      share: shareOf(used, budget.evaluations),
    };
  }
  if (search?.beganAt === undefined) return undefined;
  const state = stateOf(study, now);
  const until = state === "done" ? search.ended!.at : state === "left" ? study.lastChange : now;
  const used = Math.max((until ?? now) - search.beganAt, 0);
  return {
    used: formatDuration(used),
    of: formatDuration(budget.milliseconds),
    left: formatDuration(Math.max(budget.milliseconds - used, 0)),
    share: shareOf(used, budget.milliseconds),
  };
};

const shareOf = (used: number, of: number): number => (of > 0 ? Math.min(used / of, 1) : 1);
