// The best split of the column that was scanned last.
export let best: f64 = 0;
export let bestBin: i32 = 0;
export let bestMissingLeft: i32 = 0;
export let bestG: f64 = 0;
export let bestH: f64 = 0;
export let bestL2: f64 = 0;

/** What a split has to exceed. */
export function startFrom(gain: f64): void {
  best = gain;
}

export function keepBest(gain: f64, bin: i32, missingLeft: i32, gl: f64, hl: f64, lambda: f64): void {
  best = gain;
  bestBin = bin;
  bestMissingLeft = missingLeft;
  bestG = gl;
  bestH = hl;
  bestL2 = lambda;
}
