/** What a categorical parameter may be. */
export type Choice = string | number | boolean | null;

/**
 * Trials of a study, column by column, in no particular order: 100 000 of them are a few arrays, and as bytes six
 * megabytes for eight columns. NaN stands where a trial has nothing: it has not started, has no value, lacks the parameter.
 */
export interface TrialColumns {
  /** The study's revision that they show. */
  readonly revision: number;
  readonly number: Float64Array;
  /** Places in `standings`. */
  readonly standing: Float64Array;
  /** Milliseconds since 1970. */
  readonly startedAt: Float64Array;
  readonly finishedAt: Float64Array;
  /** How many steps it has reported. */
  readonly reports: Float64Array;
  /** One column an objective. */
  readonly values: readonly Float64Array[];
  readonly params: readonly ParamColumn[];
  /** Which sampler proposed it. */
  readonly sampler: ChoiceColumn;
  /** Which process runs it, or ran it last: `host:pid:…`. */
  readonly owner: ChoiceColumn;
}

/** Numbers are places in the list of choices. */
export interface ChoiceColumn {
  readonly numbers: Float64Array;
  readonly choices: readonly Choice[];
}

export interface ParamColumn {
  readonly name: string;
  /** The parameter itself; where there are choices, places in their list. */
  readonly numbers: Float64Array;
  readonly choices?: readonly Choice[];
  /** Of numbers: it was drawn on a logarithmic scale. */
  readonly log?: true;
}
