import type { Label, Task } from "../contract/target.ts";
import type { FittedChain } from "../fitting/chain.ts";
import type { InputColumn } from "./inputs.ts";

/** Which columns came of a column of the table. */
export interface Lineage {
  readonly column: string;
  readonly type: InputColumn["type"];
  /** The columns that the model sees of it; none where a step left it out. */
  readonly became: readonly string[];
}

/** All there is to a trained pipeline, as data beside the definitions of its parts. */
export interface Trained {
  readonly chain: FittedChain;
  readonly task: Task;
  /** Of classes, in the order of their probabilities. */
  readonly classes: readonly Label[];
  readonly target: string | undefined;
  readonly inputs: readonly InputColumn[];
  readonly lineage: readonly Lineage[];
  /** Rows that it was fitted to. */
  readonly rows: number;
  /** Of how many rows these were drawn, where they are a sample. */
  readonly sampledFrom?: number | undefined;
  /** Of the table that it was fitted to. */
  readonly fingerprint: string;
  readonly notes: readonly string[];
}
