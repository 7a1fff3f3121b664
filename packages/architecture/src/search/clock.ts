import type { Budget } from "./options.ts";
import { type Times, timesOf } from "./time.ts";

/** The time that a search has. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly times: Times;
  /** Milliseconds since the search began. */
  readonly elapsed: () => number;
}

/** From now on, unless it is told how many milliseconds have passed. */
export const createClock = (budget: Budget, elapsed?: () => number): Clock => {
  const from = performance.now();
  const passed = elapsed ?? (() => performance.now() - from);
  return { began: Date.now() - passed(), times: timesOf(budget), elapsed: passed };
};
