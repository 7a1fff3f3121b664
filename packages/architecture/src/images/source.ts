/** A file that is said to be an image, and what it shows where that is said. */
export interface Candidate {
  readonly file: string;
  readonly target?: string | number;
}

/** A file that was left out, and why. */
export interface BrokenFile {
  readonly file: string;
  readonly why: string;
}

/** Files to look at, from a folder, a list or a table. */
export interface Candidates {
  /** For an error: "the folder photos". */
  readonly name: string;
  readonly files: readonly Candidate[];
  /** Left out before anybody looks into them. */
  readonly broken: readonly BrokenFile[];
  /** Classes in order, those without an image too; nothing where there are none. */
  readonly classes?: readonly string[];
  /** Whether each file is meant to be an image: in a folder others may lie beside them. */
  readonly isList: boolean;
}
