// The best split of a node.
export let splitColumn: i32 = -1;
export let splitLeft: i32 = 0;
export let splitNext: i32 = 0;
export let splitMissingLeft: bool = false;
export let splitThreshold: f64 = 0;
export let splitGain: f64 = 0;

export function forgetSplit(): void {
  splitColumn = -1;
}

/** What is not said of a split by codes, or by a threshold, is 0 in every node of a tree. */
export function forgetPlaces(): void {
  splitLeft = 0;
  splitNext = 0;
  splitThreshold = 0;
}

/** Whether a gain is more than that of the best split yet. */
export function isBetter(gain: f64): bool {
  return !(splitColumn >= 0 && !(gain > splitGain)) && gain > -Infinity;
}

/** A split between two codes; the next is −1 where only what is missing goes right. */
export function splitByCode(column: i32, gain: f64, missingLeft: bool, left: i32, next: i32): void {
  splitColumn = column;
  splitGain = gain;
  splitMissingLeft = missingLeft;
  splitLeft = left;
  splitNext = next;
}

export function splitByThreshold(column: i32, gain: f64, missingLeft: bool, threshold: f64): void {
  splitColumn = column;
  splitGain = gain;
  splitMissingLeft = missingLeft;
  splitThreshold = threshold;
}
