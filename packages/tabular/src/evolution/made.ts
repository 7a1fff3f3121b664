import type { Params } from "@kaviar/tune";
import type { Notes } from "./notes.ts";

/** What a sampler answers, with what is kept. */
export interface Made {
  readonly params: Params;
  readonly why: string;
  readonly notes: Notes;
}
