import type { Task } from "../contract/target.ts";
import type { Candidate } from "./result.ts";

/** What happens in a search, as it happens. */
export type AutofitEvent =
  | {
      readonly kind: "read";
      readonly rows: number;
      readonly columns: number;
      readonly task: Task;
      /** What is to become best. */
      readonly metric: string;
      readonly notes: readonly string[];
    }
  /** The search goes on with what an earlier run has evaluated, of which this is the best. */
  | { readonly kind: "resumed"; readonly evaluated: number; readonly best: Candidate | undefined }
  /** A pipeline is tried; `why` is how it came about. */
  | { readonly kind: "trying"; readonly trial: number; readonly words: string; readonly why: string }
  | { readonly kind: "scored"; readonly candidate: Candidate; readonly best: boolean; readonly evaluated: number }
  | { readonly kind: "stopped"; readonly trial: number; readonly words: string; readonly why: string }
  | { readonly kind: "failed"; readonly trial: number; readonly words: string; readonly error: string }
  /** What is done after the search: choosing an ensemble, fitting, scoring, writing. */
  | { readonly kind: "finishing"; readonly doing: string };
