import type { Shape, Structure, Tensor } from "@kaviar/tensor";
import type { Layer, Shapes } from "../../contract/layer.ts";

/** What a cell is given at a step: the step's own input [N, …] and the state that the one before left. */
export interface Step<S> {
  readonly x: Tensor;
  readonly state: S;
}

/** What a cell makes of a step. */
export interface Stepped<S> {
  readonly y: Tensor;
  readonly state: S;
}

/**
 * One step of a recurrent net as a layer: { x, state } gives { y, state }. `rnn(cell)` walks it over sequences; alone, in
 * `define`, it makes a single step.
 *
 * ```ts
 * const counter: RecurrentCell<Tensor> = {
 *   kind: "counter",
 *   stateShape: () => [1],
 *   init: () => ({ params: {}, state: {}, outputShape: { y: [1], state: [1] } }) as never,
 *   apply: (_, state, { state: count }) => ({ y: { y: count.add(1), state: count.add(1) }, state }),
 * };
 * ```
 * A state begins with zeros, in the shapes that `stateShape` says.
 */
export interface RecurrentCell<S extends Structure = Structure> extends Layer<Step<S>, Stepped<S>> {
  /** Of the state, for one step's input: a shape without the batch, or a record or list of them. */
  readonly stateShape: (inputShape: Shape) => Shapes;
}
