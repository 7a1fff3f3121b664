import { type Cost, millisecondsOfStep } from "../evaluation/cost.ts";

/**
 * How many milliseconds a run of the runtime should take at least: long enough that what is done between two runs costs
 * nothing beside them, short enough that timers and signals do not wait for long.
 */
const least = 200;

/** A run should also take so many times as long as copying the state into the runtime and out again. */
const overCopies = 30;

/** Numbers copied in a millisecond on a core of today. */
const copies = 0.2e6;

/** A scan of a single step is compiled without the loop, so without what is computed once for all steps. */
const fewest = 2;

/**
 * Steps in one run of the runtime, from what a step is estimated to cost. The clock is not asked, because where an epoch
 * is cut decides the last bits of what is computed for several steps at once, and the same seed has to give the same
 * bits. `state` is how many numbers the run carries.
 */
export const stepsPerChunk = (cost: Cost, batch: number, state: number): number => {
  const target = Math.max(least, (overCopies * state) / copies);
  return Math.max(fewest, Math.floor(target / millisecondsOfStep(cost, batch)));
};
