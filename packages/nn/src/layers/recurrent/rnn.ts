import { withCard } from "@kaviar/base/card";
import { flag, law, type OptionsOf } from "@kaviar/base/check";
import { isTensor, type Shape, type Structure, type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { argument, options } from "../../options.ts";
import type { Parameters } from "../../parameters/parameters.ts";
import {
  type AnyLayer,
  applyLayer,
  initialize,
  inside,
  type Layer,
  type Shapes,
  type State,
} from "../contract/layer.ts";
import { maskNamed } from "../contract/mask.ts";
import { multiplyAddsOf } from "../contract/multiply-adds.ts";
import { written } from "../contract/written.ts";
import {
  type Begun,
  begunOf,
  type Ended,
  type RecurrentLayer,
  type StatefulLayer,
  shapeOfSequence,
} from "./contract/carried.ts";
import type { RecurrentCell, Stepped } from "./contract/recurrent-cell.ts";
import { walkCell } from "./contract/walk-cell.ts";

const checkCell = argument(
  "rnn",
  "cell",
  law<RecurrentCell>(
    "a recurrent cell",
    (cell) => typeof (cell as Partial<RecurrentCell> | undefined)?.stateShape === "function",
    "Give it lstmCell(…), gruCell(…), simpleRnnCell(…), or a layer of { x, state } with a stateShape.",
  ),
);
const read = options("rnn", {
  /** The outputs of all steps, [N, T, …]; otherwise the last one. */
  sequence: flag.default(false),
  /** Takes { x, state? }, the state to begin with, and gives { y, state }, with the one that it ends with. */
  state: flag.default(false),
  /** From the last step to the first; outputs stay in the order of the steps. */
  reverse: flag.default(false),
});

export type RnnOptions = OptionsOf<typeof read>;

function create<S extends Structure>(
  cell: RecurrentCell<S>,
  given: RnnOptions & { readonly state: true },
): StatefulLayer<S>;
function create<S extends Structure>(cell: RecurrentCell<S>, given?: RnnOptions): RecurrentLayer;
function create(cell: unknown, given: RnnOptions = {}): never {
  return walked(checkCell(cell as RecurrentCell), given) as never;
}

type Walked = Layer<Tensor | Begun<Structure>, Tensor | Ended<Structure>> & { readonly reversed: () => Walked };

const walked = (cell: RecurrentCell, given: RnnOptions): Walked => {
  const { sequence, state: stateful, reverse } = read(given);
  const name = cell.kind;
  return {
    kind: "rnn",
    options: written(given),
    children: { [name]: cell as unknown as AnyLayer },
    reversed: () => walked(cell, { ...given, reverse: !reverse }),
    init: (key, inputShape) => {
      const [steps, ...step] = shapeOfSequence("rnn", inputShape, stateful) as [number, ...number[]];
      checkSteps(step, inputShape);
      const state = cell.stateShape(step);
      const part = initialize(cell as unknown as AnyLayer, key, { x: step, state });
      const { y } = part.outputShape as unknown as { readonly y: Shape };
      const outputShape = sequence ? [steps, ...y] : y;
      return {
        params: Object.keys(part.params).length > 0 ? { [name]: part.params } : {},
        state: Object.keys(part.state).length > 0 ? { [name]: part.state } : {},
        outputShape: (stateful ? { y: outputShape, state } : outputShape) as Shape,
        multiplyAdds: steps * multiplyAddsOf(part),
        children: [{ name, kind: cell.kind, part }],
      };
    },
    apply: (params, state, signal, context) => {
      const { x, state: begun } = begunOf(signal);
      const mask = isTensor(signal) ? context.mask : maskNamed(context.masks, "x");
      // One trace serves all steps: what is drawn at random is the same at each, and probes cannot look into it.
      const at = { ...inside(context, name, { mask: null }), tap: undefined, added: undefined };
      const step = (row: Tensor, carried: Structure) =>
        applyLayer(
          cell as unknown as AnyLayer,
          params[name] as Parameters,
          state[name] as State,
          { x: row, state: carried },
          at,
        ).y as Stepped<Structure>;
      const [batch, , ...rest] = x.shape as [number, number, ...number[]];
      const start = begun ?? zerosOf(cell.stateShape(rest), batch);
      const { shape } = step(zeros([batch, ...rest]), start).y;
      const end = walkCell(step, x, { start, shape, sequence, reverse, mask });
      const left = (sequence && mask) || null;
      return stateful ? { y: end, state, masks: { y: left } } : { y: end.y, state, mask: left };
    },
  };
};

const checkSteps = (step: Shape, inputShape: Shapes): void => {
  if (step.length > 0) return;
  throw new ModelError(
    "shape",
    `rnn needs sequences [N, T, …], something at each step: got examples of shape [${inputShape}].`,
    { remedy: "One number a step has an axis of its own: put reshape([T, 1]) before it." },
  );
};

const zerosOf = (shapes: Shapes, batch: number): Structure => {
  if (Array.isArray(shapes))
    return shapes.every((n) => typeof n === "number")
      ? zeros([batch, ...(shapes as number[])])
      : (shapes as readonly Shapes[]).map((each) => zerosOf(each, batch));
  return Object.fromEntries(Object.entries(shapes).map(([name, each]) => [name, zerosOf(each as Shapes, batch)]));
};

/**
 * Walks any cell over the steps of sequences [N, T, …]: one of this package, or a layer of yours that takes { x, state }
 * and gives { y, state }.
 *
 * ```ts
 * sequential(rnn(lstmCell(32), { sequence: true }), rnn(gruCell(16)), dense(1))
 * ```
 * `lstm`, `gru` and `simpleRnn` are the same in one operator of the runtime at prediction, and faster.
 */
export const rnn = withCard(create, {
  about: {
    name: "Recurrent net of any cell",
    formula: "(yₜ, sₜ) = cell(xₜ, sₜ₋₁), s₀ = 0 unless given",
    use: "recurrences of your own: cells with attention, with a memory, with a law of physics in them",
    pitfall:
      "a step waits for the one before; a cell is traced once, so its `if` sees no data and its noise is the same at each step",
    reference: "Elman 1990",
    seeAlso: ["lstmCell", "gruCell", "lstm", "bidirectional"],
  },
});
