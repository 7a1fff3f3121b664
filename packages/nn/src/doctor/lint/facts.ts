import type { Shapes } from "../../layers/contract/layer.ts";
import type { Losses } from "../../losses/contract/losses.ts";
import type { Values } from "../../metrics/contract/metric.ts";
import type { Admission } from "../chart/chart.ts";
import type { Chain } from "./chains.ts";

export interface WeightFacts {
  readonly size: number;
  readonly outputs: number;
  /** √(Σw²/n), and the deviation from the mean. */
  readonly rms: number;
  readonly deviation: number;
}

/** What is known of a model, its data and its options before the first step. */
export interface Facts {
  readonly admission: Admission;
  readonly chains: readonly [main: Chain, ...inside: readonly Chain[]];
  /** The shapes that layers make of one example, by path. */
  readonly shapes: ReadonlyMap<string, Shapes>;
  /** How weights begin, by their paths; `outputs` are the units they belong to. */
  readonly weights: ReadonlyMap<string, WeightFacts>;
  readonly loss: Losses;
  readonly outputShape: Shapes;
  /** Targets, where they are one tensor. */
  readonly targets: Values | undefined;
  /** Whether the model is to give back its inputs. */
  readonly givesBack: boolean;
  /** How long the longest step will be beside the weights it changes, by the first one and the schedule. */
  readonly longestStep: number | undefined;
  /** The shares of rows that stand among those of training: of validation, and of training itself. */
  readonly duplicates: { readonly validation: number; readonly training: number } | undefined;
}
