import type { Kind } from "../contract/facts.ts";

/** What a search over networks has found, as plain data: `renderNetworkReport` makes a page of it. */
export interface NetworkReport {
  /** What is predicted, or the name of the data: "stars", "photos". */
  readonly title: string;
  /** The file or folder, where it was one. */
  readonly source?: string;
  /** What was typed to get here. */
  readonly command?: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  readonly kind: Kind;
  readonly task: "classes" | "numbers";
  /** In the order of the network's outputs; none for numbers. */
  readonly classes: readonly string[];
  /** Rows that the winner has learned from. */
  readonly rows: number;
  /** What a row is, in words: "28 × 28 pixels, grey", "up to 29 steps of 12 channels", "texts of 54 words in the median". */
  readonly input: string;
  readonly metric: MetricShown;
  /** What the search took, and what it was given. */
  readonly seconds: number;
  readonly budget?: number;
  readonly counts: { readonly scored: number; readonly stopped: number; readonly failed: number };
  /** What the winner scores on rows that it has not learned from. */
  readonly score: {
    readonly value: number;
    readonly rows: number;
    /** "holdout": rows that the search never saw either, so that nothing was chosen by them. */
    readonly on: "holdout" | "validation";
    /** Where it would be on other rows of the same kind, 19 times out of 20. */
    readonly interval?: Ends;
  };
  /** What the search has bought over what it began with. */
  readonly bought: readonly Contender[];
  readonly winner: Winner;
  /** Every trial, in the order in which they were begun. */
  readonly trials: readonly TrialShown[];
  /** What the winner says of rows that it has not learned from. */
  readonly judged?: Judged;
  /** Rows that are right and rows that are wrong, of those. */
  readonly examples: readonly Example[];
  /** What convolutions look like: kernels, and what they make of a row. */
  readonly pictures: readonly Picture[];
  readonly failures: readonly Failure[];
  /** What was decided on the way: files left out, rows doubled, findings of the doctor. */
  readonly notes: readonly string[];
  /** How to use the files. */
  readonly usage: readonly { readonly title: string; readonly code: string }[];
  /** What is not shown, and why. */
  readonly omitted: readonly string[];
}

interface MetricShown {
  readonly title: string;
  readonly better: "higher" | "lower";
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** One of those that are compared in "what the search has bought". */
export interface Contender {
  /**
   * "constant": the commonest class, or the mean. "recipe": the network that the search began with. "network": the best
   * that it found. "ensemble": several of them, or one averaged over its training. "augmented": with test-time augmentation.
   */
  readonly name: "constant" | "recipe" | "network" | "ensemble" | "augmented";
  /** What it is: the family and what is said of it. */
  readonly words: string;
  /** Whether it is the one that was written. */
  readonly isChosen: boolean;
  /** On the rows that the search chose by. */
  readonly validation?: number;
  /** On rows that the search never saw. */
  readonly honest?: number;
}

/** The network that was written. */
export interface Winner {
  readonly trial: number;
  readonly family: string;
  /** Its parameters of the space, and how it was trained: [name, value]. */
  readonly values: readonly (readonly [name: string, value: string | number | boolean])[];
  readonly parameters: number;
  readonly multiplyAdds: number;
  /** Of one row, in a batch of many. */
  readonly millisecondsPerRow?: number;
  /** Bytes of the file. */
  readonly bytes?: number;
  /** How many networks say together what it says. */
  readonly members: number;
  readonly layers: readonly LayerShown[];
  readonly training: readonly EpochShown[];
}

/** A line of `summaryOf`. */
interface LayerShown {
  readonly path: string;
  readonly kind: string;
  /** How far inside of other layers it is; 0 is the network itself. */
  readonly depth: number;
  /** What it makes of a row, in words: "32 × 14 × 14". */
  readonly output: string;
  /** Of itself, without what is inside of it. */
  readonly parameters: number;
  readonly multiplyAdds: number;
}

export interface EpochShown {
  readonly epoch: number;
  readonly loss: number;
  readonly validationLoss?: number;
  /** The metric of the search on the rows for validation. */
  readonly score?: number;
  readonly rate?: number;
}

export interface TrialShown {
  readonly trial: number;
  readonly family: string;
  /** What it is, in a line. */
  readonly words: string;
  /** "stopped": not trained to the end, since others were ahead; its score counts all the same. */
  readonly state: "scored" | "stopped" | "failed";
  readonly score?: number;
  /** When it ended, in seconds of the search, and for how long it ran. */
  readonly at: number;
  readonly seconds: number;
  readonly epochs?: number;
  readonly parameters?: number;
  readonly millisecondsPerRow?: number;
  /** Where it came from: a recipe, the sampler, or a trial whose weights it began with. */
  readonly origin: "recipe" | "sampled" | { readonly trial: number };
}

export type Judged = JudgedClasses | JudgedNumbers;

interface JudgedRows {
  readonly on: "holdout" | "validation";
  readonly rows: number;
  /** What metrics say, and what they say of the best constant. */
  readonly scores: readonly { readonly title: string; readonly value: number; readonly constant: number }[];
}

interface JudgedClasses extends JudgedRows {
  readonly task: "classes";
  /** The share of rows whose class is the most probable one. */
  readonly accuracy: number;
  readonly confusion: Confusion;
  readonly calibration: { readonly error: number; readonly bins: readonly CalibrationBin[] };
}

/** Rows by what they are and what they are taken for; of many classes the pairs that are mistaken most often. */
export type Confusion =
  | { readonly labels: readonly string[]; readonly counts: readonly (readonly number[])[] }
  | { readonly pairs: readonly ConfusedPair[]; readonly mistakes: number };

export interface ConfusedPair {
  readonly actual: string;
  readonly said: string;
  /** How many rows of the one are taken for the other, and how many rows of it there are. */
  readonly rows: number;
  readonly of: number;
}

interface CalibrationBin {
  readonly rows: number;
  /** The mean probability that was said, and the share that came true. */
  readonly said: number;
  readonly true: number;
}

interface JudgedNumbers extends JudgedRows {
  readonly task: "numbers";
  /** [actual, said] of all rows, or of some. */
  readonly points: readonly (readonly [number, number])[];
  /** Half of the rows, and nine of ten, are off by at most. */
  readonly half: number;
  readonly nineOfTen: number;
}

/** A row, what it is, and what was said of it. */
export interface Example {
  readonly shown: Shown;
  /** Of rows with columns beside what they are: their names and cells. */
  readonly beside?: readonly (readonly [name: string, value: string])[];
  readonly actual: string;
  readonly said: string;
  readonly isRight: boolean;
  /** Of classes: the probability of what was said, and of what it is. */
  readonly probability?: number;
  readonly ofActual?: number;
  /** The name of its file, where it has one. */
  readonly name?: string;
}

/** What a reader sees of a row. */
export type Shown =
  | { readonly picture: string }
  | { readonly text: string }
  /** A line for each channel, or for some. */
  | { readonly lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[] }
  | { readonly cells: readonly (readonly [name: string, value: string])[] };

/** A picture as a data URL of a PNG file, and what it shows. */
export interface Picture {
  readonly title: string;
  readonly says: string;
  readonly picture: string;
}

interface Failure {
  readonly reason: string;
  readonly times: number;
  /** One that failed so. */
  readonly words: string;
}
