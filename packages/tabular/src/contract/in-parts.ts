import type { FitContext } from "./context.ts";
import type { Training } from "./training.ts";

/** Training rows that come some at a time, as more of them than memory holds. Each loop over them begins anew. */
export type Parts = AsyncIterable<Training>;

/** How something learns from all rows, in parts, what it has learned from some of them. */
export interface InParts<State> {
  /** The names of steps and models inside that do not: they stay as they are. */
  readonly stays?: readonly string[];
  /** Goes through the parts as often as it takes. What comes of it is what a fit to all rows would, but for rounding. */
  fit(parts: Parts, context: FitContext): Promise<State>;
}
