interface RecordedHead {
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
  readonly x: readonly number[];
  readonly labels: readonly number[];
  readonly alpha: number;
  readonly scores: readonly number[];
  readonly errorsLeftOut: readonly number[];
  readonly numbers: readonly number[];
  readonly numbersAlpha: number;
  readonly numbersSaid: readonly number[];
}

/** What record.py has written. */
export interface RecordedHeads {
  readonly alphas: readonly number[];
  readonly cases: Readonly<Record<"tall" | "wide" | "two", RecordedHead>>;
}
