import type { Settings } from "@kaviar/tensor";
import type { Pass } from "../data/source.ts";
import type { Initialized } from "../layers/contract/layer.ts";
import type { Extent } from "../step/extent.ts";
import type { Recipe } from "../step/step.ts";

/** What a doctor has to know of a run before it begins. */
export interface Patient {
  readonly recipe: Recipe;
  /** Rows that are there before the run begins. */
  readonly first: Pass;
  readonly validation: Pass | undefined;
  readonly initialized: Initialized;
  readonly batch: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** Steps that were done before the doctor came: those of a run that is resumed. */
  readonly done: number;
  readonly extent: Extent;
  readonly settings: Partial<Settings>;
}
