import { allowsAll } from "../space/compile-space.ts";
import type { Params } from "../space/dimension.ts";
import type { FlatSpace } from "../space/flat-space.ts";
import type { Space } from "../space/parameter.ts";
import type { Declared } from "./declaring.ts";
import type { ProposalScope } from "./propose.ts";

/** What a trial is asked from: the declared space, or (undefined) what define-by-run trials have shown of theirs so far. */
export interface AskScope {
  readonly space: FlatSpace | undefined;
  /** The same as it was declared, to be kept with the trial. */
  readonly declared?: Space | undefined;
  allows(params: Params): boolean;
  /** The flat form of a point as a user writes it. */
  encode(values: unknown): Params;
  readonly limit?: number;
  /** Whether who asks can ask again later. */
  readonly waits?: boolean;
  /** Whom it is handed to once it has its point; this process runs it when left out. */
  readonly owner?: string;
  readonly budget: ProposalScope["budget"];
  /** Whether nothing more is to be asked, looked at when the turn of who asks has come. */
  isOver?(): boolean;
}

/** Where trials are asked from: a declared space, or what define-by-run trials show. */
export const scopeOf = (declared: Declared | undefined) => ({
  space: declared?.compiled.dimensions,
  declared: declared?.space,
  allows: declared?.compiled.allows ?? allowsAll,
  encode: declared?.compiled.encode ?? ((values: unknown) => values as Params),
});
