import type { AnyLayer } from "../../layers/contract/layer.ts";
import type { Checkup } from "../checkup/checkup.ts";
import type { Landscape } from "../landscape/landscape.ts";
import type { InputFacts } from "./inputs.ts";

/** What is known of a run before its first step. */
export interface Admission {
  /** All layers, by their paths. */
  readonly layers: ReadonlyMap<string, AnyLayer>;
  /** The shares of the classes among the rows that are trained on, where the targets are classes. */
  readonly classShares: readonly number[] | undefined;
  /** The loss of who says the same of every row. */
  readonly baseline: number | undefined;
  readonly inputs: InputFacts | undefined;
  readonly validationInputs: InputFacts | undefined;
  readonly rows: number;
  readonly batch: number;
  /** Steps in the whole run; NaN where that is not known. */
  readonly plannedSteps: number;
  readonly hasPenalty: boolean;
  /** Whether rows count by their class. */
  readonly hasClassWeights: boolean;
}

/** What an epoch has brought. */
export interface EpochFacts {
  readonly number: number;
  readonly loss: number;
  readonly validation?: { readonly loss: number };
}

/** What is known of a run so far; rules look at nothing else. */
export interface Chart extends Admission {
  /** The loss of each step's batch, as long as it was a number, without what penalties add. */
  readonly losses: readonly number[];
  /** The loss that a simple method reaches on rows it has not seen, where that was asked for. */
  readonly reach?: number;
  /** What the loss of the step after them was, where it was no finite number: the run ended there. */
  readonly broken?: number;
  readonly epochs: readonly EpochFacts[];
  readonly checkups: readonly Checkup[];
  /** Looks around: few, or none. */
  readonly landscapes: readonly Landscape[];
}
