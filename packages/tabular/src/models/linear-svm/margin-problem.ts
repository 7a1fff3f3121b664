/** Rows, and what a linear function of them has to keep. */
export interface MarginProblem {
  readonly x: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** For classes: +1 or −1, with a score of at least 1 on that side. */
  readonly signs: Float64Array | undefined;
  /** For numbers: what scores have to be, give or take epsilon. */
  readonly targets: Float64Array;
  readonly epsilon: number;
  /** What each row's miss costs. */
  readonly costs: Float64Array;
}
