import { type OptionsOf, whole } from "@kaviar/base/check";
import { arange, compile, type Structure, type Tensor, tensor, zeros } from "@kaviar/tensor";
import { rowShapes } from "../data/row-shapes.ts";
import { createInputs, type Inputs } from "../data/rows.ts";
import { ModelError } from "../error.ts";
import { predicting } from "../evaluation/predicting.ts";
import { applyLayer, type State } from "../layers/contract/layer.ts";
import type { Steps } from "../layers/contract/steps.ts";
import { options } from "../options.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { TrainedModel } from "./trained-model.ts";

const read = options("stepwise", {
  /** How many steps there may be in all: keys and values are kept for so many. */
  length: whole(1),
});

export type StepwiseOptions = OptionsOf<typeof read>;

type Kept = Readonly<Record<string, Tensor>>;

/** What attention keeps of the steps so far, and how many they are. */
export interface Memory {
  readonly place: number;
  readonly kept: Kept;
}

/** What the model says of the steps it was given, and the memory with them in it. */
export interface Piece<Y = Tensor> {
  readonly y: Y;
  readonly memory: Memory;
}

type Run = (
  params: Parameters,
  state: State,
  x: Structure,
  place: Tensor<"int32">,
  kept: Kept,
) => { readonly y: Structure; readonly kept: Kept };

/**
 * A causal model of sequences piece by piece: keys and values of the steps so far are kept, and a new step costs one step.
 * What comes out is what `predict` says of the whole, to rounding.
 *
 * ```ts
 * const next = stepwise(trained, { length: 64 });
 * let { y, memory } = next([[3, 1, 4]]);                                    // the beginning, [N, T]
 * for (let i = 0; i < 20; i++) {
 *   const token = y.slice(null, -1).argmax(-1).expandDims(1);               // the likeliest next one, [N, 1]
 *   ({ y, memory } = next(token, memory));
 * }
 * ```
 * A memory is a value: go on from it twice, and two continuations share their beginning. Layers that mix steps in another
 * way are refused; functions of yours, and what `define` computes between layers, must look at each step by itself.
 */
export const stepwise = <Y = Tensor>(model: TrainedModel<Y>, given: StepwiseOptions) => {
  const { length } = read(given);
  const { layer, params, state } = model.parts;
  const run: Run = (params, state, x, place, kept) => {
    const next: Record<string, Tensor> = {};
    const steps: Steps = { place, length, remember: (path, rows) => remembered(next, kept, path, rows, place, length) };
    const { y } = applyLayer(layer, params, state, x, { ...predicting(), steps });
    return { y: y as Structure, kept: next };
  };
  const compiled = compile(run as never) as unknown as Run;
  return (x: Inputs, memory: Memory = { place: 0, kept: {} }): Piece<Y> => {
    const inputs = createInputs(x);
    const steps = stepsOf(rowShapes(inputs as never));
    if (memory.place + steps > length) {
      throw new ModelError("shape", `stepwise keeps ${length} steps: got ${steps} more after ${memory.place}.`, {
        remedy: "Give it the length of the longest sequence: stepwise(model, { length }).",
      });
    }
    const place = tensor(Int32Array.of(memory.place)).reshape([]);
    const { y, kept } = compiled(params, state, inputs, place as Tensor<"int32">, memory.kept);
    return { y: y as Y, memory: { place: memory.place + steps, kept } };
  };
};

/** A layer that is called twice keeps twice. */
const remembered = (
  next: Record<string, Tensor>,
  kept: Kept,
  path: string,
  rows: Tensor,
  place: Tensor<"int32">,
  length: number,
): Tensor => {
  let name = path;
  for (let use = 2; next[name]; use++) name = `${path}#${use}`;
  const [batch, steps, features] = rows.shape as [number, number, number];
  const before = kept[name] ?? zeros([batch, length, features]);
  const at = arange(length).cast("int32").sub(place);
  const isNew = at.greaterEqual(0).logicalAnd(at.less(steps)).expandDims(1);
  const all = isNew.where(rows.gather(at.clip(0, steps - 1), 1), before);
  next[name] = all;
  return all;
};

const stepsOf = (shapes: unknown): number => {
  const [first] = Array.isArray(shapes) ? [shapes] : Object.values(shapes as object);
  return (first as readonly number[])[0] ?? 1;
};
