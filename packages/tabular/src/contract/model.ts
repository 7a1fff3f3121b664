import type { Card } from "@kaviar/base/card";
import type { OptionReader } from "@kaviar/base/check";
import type { GraphBuilder, Wire } from "../onnx/graph-builder.ts";
import type { Table } from "../table/table.ts";
import type { FitContext } from "./context.ts";
import type { InParts } from "./in-parts.ts";
import { maker } from "./maker.ts";
import type { Task } from "./target.ts";
import type { Training } from "./training.ts";
import type { TreeEnsemble } from "./tree-ensemble.ts";

/**
 * What a model is. `fit` learns from training rows, as plain data. `predict` says for each row a number (`numbers`), how
 * unusual it is (`anomalies`), or the probability of each class, a row after the other (`classes`); `onnx` does the same
 * in a graph and gives the name of a tensor of float64, [rows, 1] or [rows, classes]. A model that has no probabilities
 * gives the softmax of its scores (for two classes the sigmoid of the one it has): the order is right, and `calibrate`
 * makes them mean something. All are given the options again, for models that hold other models there: what these do
 * stands in their definitions, never in a state.
 */
export interface ModelDefinition<Options, State> {
  readonly name: string;
  readonly tasks: readonly Task[];
  fit(training: Training, options: Options, context: FitContext): State | Promise<State>;
  predict(state: State, table: Table, options: Options): Float64Array | Promise<Float64Array>;
  onnx(state: State, wires: readonly Wire[], graph: GraphBuilder, options: Options): string;
  /** What is to be said of a fit, in sentences: that it stopped before it was done. */
  notes?(state: State, options: Options): readonly string[];
  /** As `inParts` of a step. */
  inParts?(learned: State, options: Options): InParts<State> | undefined;
  /** Whether it draws nothing itself: at the head of a pipeline its members are fitted as they would be alone. */
  readonly handsOn?: boolean;
  /** Whether a fit takes long for its rows: then it runs in a thread of its own, where there is one. */
  readonly slow?: boolean;
  /** How much each column of the table counts, where the model knows: coefficients, gains. At least 0. */
  importances?(state: State, options: Options): Float64Array;
  /** The trees it is made of, where it is: what exact explanations work on. */
  trees?(state: State, options: Options): SummedTrees;
}

/** Trees whose sum is what a model says, or what it says it by. */
export interface SummedTrees {
  readonly ensemble: TreeEnsemble;
  /** Of columns of texts: the texts that the numbers of categories stand for. */
  readonly levels: readonly (readonly string[] | undefined)[];
  /** What the sum is: the number itself or its logarithm; probabilities, or their log odds. */
  readonly sum: "number" | "logarithm" | "probability" | "log odds";
}

/** A model that has not seen data: its name and its options. */
export interface Model {
  readonly kind: "model";
  readonly name: string;
  readonly options: unknown;
  readonly definition: ModelDefinition<unknown, unknown>;
  /** Its name and options; `fromJson` makes it a model again. */
  toJSON(): { readonly model: string; readonly options: unknown };
}

export const modelOf = <Options, State>(definition: ModelDefinition<Options, State>, options: Options): Model => ({
  kind: "model",
  name: definition.name,
  options,
  definition: definition as ModelDefinition<unknown, unknown>,
  toJSON: () => ({ model: definition.name, options }),
});

/**
 * A model from the table of its options, what there is to know of it, and what it does.
 *
 * ```ts
 * const read = partOptions("ridge", { alpha: notNegative.default(1) });
 * export const ridge = createModel(read, card, { tasks: ["classes", "numbers"], fit, predict, onnx });
 * ```
 * It is conformant when the cases of `@kaviar/tabular/conformance` hold.
 */
export const createModel = <In, Out, State>(
  read: OptionReader<In, Out>,
  about: Card,
  does: Omit<ModelDefinition<Out, State>, "name">,
): ((given?: In) => Model) & { readonly about: Card; readonly definition: ModelDefinition<Out, State> } =>
  maker(read, about, does, modelOf<Out, State>);
