import type { Structure } from "@kaviar/tensor";
import type { Initialized } from "../../layers/contract/layer.ts";

/** What is known of a network once a step has been traced. */
export interface Begun {
  readonly initialized: Initialized;
  /** Two rows of zeros, of the shapes and dtypes that it takes. */
  readonly example: Structure;
  /** Updates of it in one step. */
  readonly updates: number;
  /** Whose copy it begins as. */
  readonly follows?: string;
}
