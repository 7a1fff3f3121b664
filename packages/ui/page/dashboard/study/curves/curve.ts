/** What one trial reported. */
export interface Curve {
  readonly number: number;
  /** How many reports it had then: more than points where it is thinned. */
  readonly reports: number;
  readonly step: Float64Array;
  /** By objective. */
  readonly values: readonly Float64Array[];
}
