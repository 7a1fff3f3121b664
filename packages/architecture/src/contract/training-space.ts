import type { LayerLike, View } from "@kaviar/nn";
import type { Space, ValuesOf } from "@kaviar/tune";
import type { FactsOf, Kind } from "./facts.ts";

/** How networks are trained, whatever their kind. */
export interface TrainingValues {
  /** The highest rate of a cycle, of AdamW. */
  readonly rate: number;
  readonly decay: number;
  readonly batch: number;
  /** How much of a label is shared out among all classes. */
  readonly smoothing: number;
}

/** What is searched about the training of networks of one kind, and what stands before the network. */
export interface TrainingSpace<K extends Kind, S extends Space = Space> {
  readonly space: (facts: FactsOf[K]) => S;
  /** Points of it, the best first. */
  readonly recipes: (facts: FactsOf[K]) => readonly (ValuesOf<NoInfer<S>> & TrainingValues)[];
  /** Scaling, and what changes rows at random while training. */
  readonly before: (values: ValuesOf<NoInfer<S>>, facts: FactsOf[K]) => readonly LayerLike[];
  /** Ways to look at a row of which a network may say the mean in the end, by name: taken where that is surer. */
  readonly views?: { readonly [name: string]: readonly View[] };
}

export const defineTraining =
  <K extends Kind>() =>
  <S extends Space>(training: TrainingSpace<K, S>): TrainingSpace<K, S> =>
    training;
