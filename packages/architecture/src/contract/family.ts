import type { Card } from "@kaviar/base/card";
import type { Inputs, Json, LayerLike } from "@kaviar/nn";
import type { Space, ValuesOf } from "@kaviar/tune";
import type { ColumnRows, PreparedColumns } from "./columns.ts";
import type { FactsOf, Kind } from "./facts.ts";

/** Rows as they come in: texts, columns; of all other kinds what a network of nn takes. */
export interface RawOf {
  readonly image: Inputs;
  readonly sequence: Inputs;
  readonly text: readonly string[];
  readonly table: ColumnRows;
}

/** What becomes of raw rows before the network: learned from rows to train on, and plain data, so that a file has it. */
export interface Preparation<K extends Kind> {
  readonly encode: (rows: RawOf[K]) => Inputs;
  readonly json: Json;
  readonly prepared: Prepared;
}

/**
 * One family of networks: where its networks are to be looked for, which are known to do well, and the network at a point.
 *
 * `space` has what makes the network (tag "model"); how it is trained is the search's, for all families of a kind alike.
 * `recipes` are points of that space, the best first, chosen by the facts: a search begins with them.
 * `network` gives layers from a prepared row to the outputs: logits of classes, or numbers. They have to be layers that
 * `layerToJson` can write, since a program is written of them; dropout and the like belong to it, augmentation does not.
 */
export interface Family<K extends Kind, S extends Space = Space> {
  readonly about: Card;
  readonly space: (facts: FactsOf[K]) => S;
  readonly recipes: (facts: FactsOf[K]) => readonly ValuesOf<NoInfer<S>>[];
  readonly network: (values: ValuesOf<NoInfer<S>>, facts: FactsOf[K], prepared: Prepared) => LayerLike;
  /** Where rows are not what the network takes, as texts and columns are not. */
  readonly prepare?: (values: ValuesOf<NoInfer<S>>, facts: FactsOf[K], rows: RawOf[K]) => Preparation<K>;
  /** Parameters of which more makes a network that can go on from what a smaller one has learned: what comes next. */
  readonly grows?: { readonly [Name in keyof NoInfer<S>]?: (before: number) => number };
  /** "solved": all layers but the last stay as they begin, and the last has the least loss there is (`fitHead`). */
  readonly training?: "descent" | "solved";
}

/** What a network has to know of how rows were prepared. */
export interface Prepared {
  /** Different tokens, where rows are made of tokens. */
  readonly vocabulary?: number;
  /** Tokens of a row. */
  readonly length?: number;
  /** Where rows have columns of numbers and levels. */
  readonly columns?: PreparedColumns;
}
