import type { Scored } from "./scored.ts";

/** What happens in a search, as it happens. */
export type SearchEvent =
  | {
      readonly kind: "read";
      readonly rows: number;
      readonly searched: number;
      readonly held: number;
      readonly classes: readonly string[] | undefined;
      readonly metric: string;
      readonly notes: readonly string[];
    }
  /** The search goes on with what an earlier run has tried. */
  | { readonly kind: "resumed"; readonly tried: number }
  /** A candidate is trained; `why` is how it came about. */
  | { readonly kind: "trying"; readonly trial: number; readonly words: string; readonly why: string }
  /** A candidate came to an end, or to a pause. */
  | { readonly kind: "scored"; readonly candidate: Scored; readonly best: boolean; readonly tried: number }
  | { readonly kind: "failed"; readonly trial: number; readonly words: string; readonly error: string }
  /** What is done after the search: training on all rows, scoring, writing. */
  | { readonly kind: "finishing"; readonly doing: string };
