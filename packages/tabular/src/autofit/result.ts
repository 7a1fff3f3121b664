import type { Study } from "@kaviar/tune";
import type { Label, Task } from "../contract/target.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { TrainedPipeline } from "../pipeline/trained-pipeline.ts";
import type { Table } from "../table/table.ts";

/** A pipeline that a search has scored on all folds. */
export interface Candidate {
  /** The number of its trial in the study. */
  readonly trial: number;
  /** In words: `impute → encode → boosting(trees 300, rate 0.05)`. */
  readonly words: string;
  readonly pipeline: Pipeline;
  /** The mean of the scores of the folds, their standard deviation, and the scores: of a finalist of all deals. */
  readonly score: number;
  readonly std: number;
  readonly scores: readonly number[];
  /** How many parts it has. */
  readonly complexity: number;
  /** How much there is to do for a row, counted. */
  readonly work: number;
  /** Seconds that a fit took, and that predicting a thousand rows took. */
  readonly fitSeconds: number;
  readonly thousandRowsSeconds: number;
  /** How it came about: of the portfolio, by chance, or by an operator from its parents. */
  readonly origin: { readonly operator: string; readonly parents: readonly number[] };
}

/** Candidates whose mean is the prediction. */
export interface Ensemble {
  readonly members: readonly { readonly candidate: Candidate; readonly weight: number }[];
  /** What the metric says of the mean on rows held out of the folds: the ensemble was chosen by it. */
  readonly score: number;
  /** Its standard deviation over the folds, and the scores of these: of all deals, where members are finalists. */
  readonly std: number;
  readonly scores: readonly number[];
  readonly pipeline: Pipeline;
}

/** Rows that the search has never seen, and what is said of them. */
export interface Holdout {
  readonly rows: number;
  /** What the metric says of the chosen model on them, fitted to all rows but these. */
  readonly score: number;
  /** The same of all that is compared: the best single pipeline, the ensemble, the majority or mean, a linear model. */
  readonly compared: readonly { readonly name: "dummy" | "linear" | "single" | "ensemble"; readonly score: number }[];
  /** The targets, classes by their number, and what the chosen model says: probabilities row after row, or numbers. */
  readonly actual: ArrayLike<number>;
  readonly predicted: Float64Array;
  /** The rows themselves, and the chosen model fitted to all rows but these. */
  readonly table: Table;
  readonly model: TrainedPipeline;
}

/** What a metric said before something was done, and what it says after. */
export interface Brought {
  readonly metric: string;
  readonly before: number;
  readonly after: number;
}

/** What was done to the probabilities of the chosen model, as it was asked for. */
export interface Adjusted {
  /** Which rows say what it brought: the holdout, or where there is none, those held out of the folds. */
  readonly on: "holdout" | "folds";
  /** How they are calibrated, or undefined where no way was better; log loss and Brier score say what it brought. */
  readonly calibration?: {
    readonly method: "sigmoid" | "isotonic" | "temperature" | undefined;
    readonly brought: readonly Brought[];
  };
  /** From which probability on the second of two classes is said, and what the metric says that it is best for. */
  readonly threshold?: Brought & { readonly at: number };
}

/** A pipeline that could not be scored, and why. */
export interface Failed {
  readonly trial: number;
  readonly words: string;
  readonly error: string;
}

/** What a search has found. */
export interface AutofitResult {
  /** Fitted to all rows: the one to use. */
  readonly model: TrainedPipeline;
  /** What it is: the ensemble, or the best single pipeline. */
  readonly chosen: "single" | "ensemble";
  readonly single: Candidate;
  /** Undefined where no ensemble is better than the best single pipeline, or none was wanted. */
  readonly ensemble: Ensemble | undefined;
  /** Candidates that no other one beats in score, parts and work. */
  readonly front: readonly Candidate[];
  /** All candidates, the best first; finalists, which were scored on more folds, before the others. */
  readonly leaderboard: readonly Candidate[];
  readonly failures: readonly Failed[];
  /** How many were stopped after some folds. */
  readonly stopped: number;
  readonly study: Study;
  readonly holdout: Holdout | undefined;
  /** What `calibrate` and `threshold` did to the chosen model, its copy for the holdout, and what these say. */
  readonly adjusted: Adjusted | undefined;
  /**
   * What the chosen pipeline, or the mean of the ensemble's, said of each row of the search that has a target, while it was
   * held out: NaN where it never was, undefined where it was not kept.
   */
  readonly outOfFold: Float64Array | undefined;
  /**
   * How many rows the search has looked at, where `split` has drawn them from those that were not held out; undefined where it
   * has looked at all, or at some of a rare class besides.
   */
  readonly searched: number | undefined;
  /** How many folds rows were dealt to, and how often for what was chosen. */
  readonly folds: number;
  readonly repeats: number;
  readonly metric: string;
  readonly better: "higher" | "lower";
  readonly task: Task;
  readonly classes: readonly Label[];
  /** What was decided and left out on the way, in sentences. */
  readonly notes: readonly string[];
  /** Why the search ended, and how long it took in seconds. */
  readonly ended: string;
  readonly seconds: number;
}
