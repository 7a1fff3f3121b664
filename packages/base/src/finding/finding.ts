/**
 * What a watcher noticed, as data: a terminal, a page and a program each show it in their own way, and tell findings
 * apart by their code, never by their words.
 */
export interface Finding<Code extends string = string> {
  /** Stable; its card says more. */
  readonly code: Code;
  /** A problem wants to be mended; a note is good to know. */
  readonly severity: "problem" | "note";
  /** Where: a layer, a column, a parameter. */
  readonly place?: string;
  /** The first step, epoch or row at which it was seen. */
  readonly since?: number;
  /** What was measured, and against which bound: a sentence with its numbers. */
  readonly evidence: string;
  /** What to do about it, what helps most often first. */
  readonly remedies: readonly string[];
}
