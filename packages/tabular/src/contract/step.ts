import type { Card } from "@kaviar/base/card";
import type { OptionReader } from "@kaviar/base/check";
import type { GraphBuilder, Wire } from "../onnx/graph-builder.ts";
import type { Table } from "../table/table.ts";
import type { FitContext } from "./context.ts";
import type { InParts } from "./in-parts.ts";
import { maker } from "./maker.ts";
import type { Training } from "./training.ts";

/**
 * What a step of a pipeline is. `fit` learns something from training rows, as plain data: numbers, texts, arrays and
 * records of them, so that it can be cloned, sent to another thread and written to a file. `apply` makes a table of a
 * table by it, with the same rows in the same order, and `onnx` does the same in a graph. Both are given the options again,
 * for steps that hold other steps or models there: what these do stands in their definitions, never in a state. None of
 * them changes what it is given, and whatever is random comes from the context.
 */
export interface StepDefinition<Options, State> {
  readonly name: string;
  fit(training: Training, options: Options, context: FitContext): State | Promise<State>;
  apply(state: State, table: Table, options: Options): Table | Promise<Table>;
  onnx(state: State, wires: readonly Wire[], graph: GraphBuilder, options: Options): readonly Wire[];
  /** What is to be said of a fit, in sentences: the columns, levels and rows that it left out or put together. */
  notes?(state: State, options: Options): readonly string[];
  /**
   * For a step that can learn again from more rows than memory holds, and knows what it has learned from some of them.
   * Undefined where its options, or what it has learned, do not let it.
   */
  inParts?(learned: State, options: Options): InParts<State> | undefined;
  /**
   * For a step whose training rows go on otherwise than `apply` would make them: with rows added or left out, or with
   * values that were made without the row's own target. Without it they go on as `apply` makes them.
   */
  fitTraining?(
    training: Training,
    options: Options,
    context: FitContext,
  ): Promise<{ readonly state: State; readonly training: Training }>;
}

/** A step that has not seen data: its name and its options. A value, to be used in many pipelines. */
export interface Step {
  readonly kind: "step";
  readonly name: string;
  readonly options: unknown;
  readonly definition: StepDefinition<unknown, unknown>;
  /** Its name and options; `fromJson` makes it a step again. */
  toJSON(): { readonly step: string; readonly options: unknown };
}

export const stepOf = <Options, State>(definition: StepDefinition<Options, State>, options: Options): Step => ({
  kind: "step",
  name: definition.name,
  options,
  definition: definition as StepDefinition<unknown, unknown>,
  toJSON: () => ({ step: definition.name, options }),
});

/**
 * A step from the table of its options, what there is to know of it, and what it does.
 *
 * ```ts
 * const read = partOptions("maxAbs", {});
 * export const maxAbs = createStep(read, card, { fit, apply, onnx });
 * pipeline(maxAbs(), ridge());
 * ```
 * It is conformant when the cases of `@kaviar/tabular/conformance` hold.
 */
export const createStep = <In, Out, State>(
  read: OptionReader<In, Out>,
  about: Card,
  does: Omit<StepDefinition<Out, State>, "name">,
): ((given?: In) => Step) & { readonly about: Card; readonly definition: StepDefinition<Out, State> } =>
  maker(read, about, does, stepOf<Out, State>);
