import type { Cost } from "../evaluation/cost.ts";

/**
 * How many milliseconds a run of the runtime should take at least: long enough that what is done between two costs
 * nothing, short enough to look at the world.
 */
const least = 200;

/** … and how many times as long as it takes to hand the state out and in again. */
const overCopies = 30;

/** Multiply-adds a millisecond, and numbers copied, on a core of today. */
const speed = { multiplyAdds: 40e6, copies: 0.2e6 };

/** A scan of one step is compiled without what makes loops fast. */
const fewest = 2;

/**
 * Steps in one run, from what a step should cost: three passes (forward, and two products backward). By that and not by
 * the clock: where an epoch is cut decides the last bits of what is computed for several steps at once. `state` is how
 * many numbers the run carries.
 */
export const stepsPerChunk = ({ multiplyAdds, activations }: Cost, batch: number, state: number): number => {
  const target = Math.max(least, (overCopies * state) / speed.copies);
  const step = 0.03 + (3 * batch * (multiplyAdds + 10 * activations)) / speed.multiplyAdds;
  return Math.max(fewest, Math.floor(target / step));
};
