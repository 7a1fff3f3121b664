import type { Bins, ColumnProfile, Profile } from "../profile/profile.ts";

/** What a search has found, as plain data: `renderFitReport` makes a page of it. */
export interface FitReport {
  /** The file, where it was one. */
  readonly source?: string;
  /** What was typed to get here. */
  readonly command?: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  readonly target: string;
  readonly task: "classes" | "numbers";
  readonly classes: readonly string[];
  readonly rows: number;
  readonly columns: number;
  readonly metric: { readonly title: string; readonly better: "higher" | "lower"; readonly use: string };
  readonly seconds: number;
  readonly counts: { readonly scored: number; readonly stopped: number; readonly failed: number };
  /** How many pipelines were scored on more folds than the others, on how many, and on how many the others. */
  readonly finalists: { readonly count: number; readonly folds: number; readonly of: number } | undefined;
  readonly chosen: "single" | "ensemble";
  /** What the chosen model scores on the folds of the search, and on rows that the search never saw. */
  readonly folds: Spread;
  readonly honest?: { readonly score: number; readonly rows: number; readonly interval?: Ends };
  /** A constant, a linear model, the best pipeline, the ensemble. */
  readonly bought: readonly Contender[];
  /** Of an ensemble: what it is made of, the heaviest first. */
  readonly members: readonly { readonly trial: number; readonly words: string; readonly weight: number }[];
  readonly leaderboard: readonly Place[];
  readonly front: readonly Place[];
  /** Of all pipelines that were scored, or some: score, parts, work, trial. */
  readonly cloud: readonly (readonly [number, number, number, number])[];
  /** How the winner came about, and where there are several, each of its members. */
  readonly lineages: readonly Lineage[];
  readonly progress: readonly Scored[];
  readonly profile: ShortProfile;
  /** What the chosen model says of rows that it did not learn from. */
  readonly judged?: Judged;
  readonly explained: Explained;
  /** What was done to its probabilities, where that was asked for. */
  readonly adjusted?: AdjustedShown;
  /** Rows that it is most wrong about. */
  readonly mistakes?: Mistakes;
  readonly learning?: readonly LearntPoint[];
  readonly failures: readonly { readonly reason: string; readonly times: number; readonly words: readonly string[] }[];
  readonly notes: readonly string[];
  readonly usage: readonly { readonly title: string; readonly code: string }[];
  /** What is not shown, and why. */
  readonly omitted: readonly string[];
}

/** Calibration (no method where none was better) and the threshold, and what metrics say before and after. */
export interface AdjustedShown {
  readonly on: "holdout" | "folds";
  readonly calibration?: { readonly method?: string; readonly brought: readonly BroughtShown[] };
  readonly threshold?: BroughtShown & { readonly at: number };
}

interface BroughtShown {
  readonly title: string;
  readonly before: number;
  readonly after: number;
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

interface Spread {
  readonly mean: number;
  readonly std: number;
}

export interface Contender {
  readonly name: "dummy" | "linear" | "single" | "ensemble";
  readonly words: string;
  readonly parts?: number;
  readonly folds?: Spread;
  readonly honest?: number;
}

/** A pipeline in a line. */
export interface Place {
  readonly trial: number;
  readonly words: string;
  readonly score: number;
  readonly std: number;
  readonly parts: number;
  readonly work: number;
  readonly fitSeconds: number;
  readonly thousandRowsSeconds: number;
  readonly operator: string;
}

/** The ancestors of a pipeline and itself, in the order in which they were tried. */
export interface Lineage {
  readonly trial: number;
  readonly ancestors: readonly Ancestor[];
}

export interface Ancestor {
  readonly trial: number;
  readonly words: string;
  readonly score: number;
  readonly operator: string;
  readonly parents: readonly number[];
}

/** A pipeline, and after how many seconds of searching it was scored. */
export interface Scored {
  readonly trial: number;
  readonly seconds: number;
  readonly score: number;
}

export type ShortProfile = Pick<Profile, "rows" | "columns" | "target" | "findings" | "repeatedRows" | "sampled"> & {
  /** How many columns there are, where not all are here. */
  readonly of: number;
  /** The target's own column. */
  readonly targetColumn?: ColumnProfile;
};

interface JudgedRows {
  /** Rows that were held out of the search, or in turn of its folds. */
  readonly on: "holdout" | "folds";
  readonly rows: number;
  /** What metrics say, and what they say of the best constant. */
  readonly scores: readonly { readonly title: string; readonly value: number; readonly constant: number }[];
}

export type Judged = JudgedClasses | JudgedNumbers;

export interface JudgedClasses extends JudgedRows {
  readonly task: "classes";
  readonly curves: readonly ClassCurves[];
  readonly calibration: { readonly error: number; readonly bins: readonly CalibrationBin[] };
  readonly confusion: Confusion;
}

/** How well a class is told from the others by its probability. Points are [across, up]. */
export interface ClassCurves {
  readonly label: string;
  readonly rows: number;
  readonly share: number;
  readonly rocAuc: number;
  readonly prAuc: number;
  /** The share of other rows that are taken for it, the share of its own rows that are found. */
  readonly roc: readonly (readonly [number, number])[];
  /** The share of its rows that are found, the share of what is found that is right. */
  readonly precisionRecall: readonly (readonly [number, number])[];
}

interface CalibrationBin {
  readonly rows: number;
  readonly said: number;
  readonly true: number;
}

/** Rows by what they are and what they are taken for. */
export interface Confusion {
  readonly labels: readonly string[];
  /** [actual][said] */
  readonly counts: readonly (readonly number[])[];
}

export interface JudgedNumbers extends JudgedRows {
  readonly task: "numbers";
  /** [actual, said] of all rows, or of some. */
  readonly points: readonly (readonly [number, number])[];
  /** said − actual */
  readonly residuals: Bins;
  /** Half of the rows, and nine of ten, are off by at most. */
  readonly half: number;
  readonly nineOfTen: number;
}

/** What the model takes from the columns. */
export interface Explained {
  /** Whether it had learned from the rows that it is explained by. */
  readonly isLearned: boolean;
  readonly importance?: Importance;
  readonly dependence: readonly Dependence[];
  readonly shap?: ShapSummary;
}

export interface Importance {
  readonly rows: number;
  readonly repeats: number;
  /** How many columns there are to look at; all are among `columns` where there was time. */
  readonly of: number;
  readonly columns: readonly ({ readonly column: string; readonly mean: number } & Ends)[];
}

export interface Dependence {
  readonly column: string;
  readonly rows: number;
  /** Numbers, or categories. */
  readonly points: readonly (number | string)[];
  readonly isDate: boolean;
  readonly lines: readonly DependenceLine[];
}

/** What the model says at each point, in the mean over rows; four of five rows lie between the ends. */
export interface DependenceLine {
  readonly label?: string;
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface ShapSummary {
  /** By the trees themselves, or by coalitions of columns. */
  readonly isExact: boolean;
  readonly of: "number" | "logarithm" | "probability" | "log odds";
  readonly rows: number;
  readonly outputs: readonly ShapOutput[];
}

export interface ShapOutput {
  readonly label?: string;
  /** The columns that move it most, the most first. */
  readonly columns: readonly ShapColumn[];
}

export interface ShapColumn {
  readonly column: string;
  /** The mean size of what it adds. */
  readonly size: number;
  /** For each row what it adds, where its value lies among the column's (0 to 1; −1 where it has no order), and the value. */
  readonly marks: readonly (readonly [number, number, string])[];
}

export interface Mistakes {
  readonly columns: readonly string[];
  readonly rows: readonly Mistake[];
}

export interface Mistake {
  readonly actual: string;
  readonly said: string;
  /** Of classes: the probability that the actual one was given. */
  readonly probability?: number;
  /** Of numbers: said − actual. */
  readonly residual?: number;
  readonly values: readonly string[];
}

/** Scores after learning from so many rows: on other rows, and on themselves. */
export interface LearntPoint {
  readonly rows: number;
  readonly held: Spread;
  readonly seen: Spread;
}
