import { whole } from "@kaviar/base/check";
import { fold, isTensor, type Key, type Shape, split, type Tensor, tensor } from "@kaviar/tensor";
import { glorotUniform } from "../../../initializers/glorot.ts";
import { orthogonal } from "../../../initializers/orthogonal.ts";
import { argument } from "../../../options.ts";
import { keepMask } from "../../contract/keep-mask.ts";
import type { Context, Layer, State } from "../../contract/layer.ts";
import { maskNamed } from "../../contract/mask.ts";
import { written } from "../../contract/written.ts";
import {
  type Begun,
  begunOf,
  type Carried,
  type Ended,
  ofParts,
  partsOfState,
  type RecurrentLayer,
  type StatefulLayer,
  shapeOfSequence,
} from "./carried.ts";
import type { Cell } from "./cell.ts";
import { checkSequence } from "./check-sequence.ts";
import { gateByGate } from "./gate-by-gate.ts";
import { type RecurrentOptions, recurrentOptions } from "./options.ts";
import { walk } from "./walk.ts";

/** Layers that walk over the steps of a sequence; with { state: true } they take and give their state. */
export interface Recurrent<S> {
  (units: number, given: RecurrentOptions & { readonly state: true }): StatefulLayer<S>;
  (units: number, given?: RecurrentOptions): RecurrentLayer;
}

/** A function that makes layers which walk a cell over [N, T, F]. */
export const recurrent = <S>(cell: Cell): Recurrent<S> => {
  const checkUnits = argument(cell.kind, "units", whole(1));
  const read = recurrentOptions(cell.kind);
  return ((units: number, given: RecurrentOptions = {}) =>
    walked(cell, checkUnits(units), read(given), given)) as Recurrent<S>;
};

type Walked = Layer<Tensor | Begun<Carried>, Tensor | Ended<Carried>> & { readonly reversed: () => Walked };

const walked = (
  cell: Cell,
  units: number,
  options: ReturnType<ReturnType<typeof recurrentOptions>>,
  given: RecurrentOptions,
): Walked => {
  const { sequence, reverse, dropout, recurrentDropout } = options;
  return {
    kind: cell.kind,
    options: written({ units, ...given }),
    reversed: () => walked(cell, units, { ...options, reverse: !reverse }, { ...given, reverse: !reverse }),
    init: (key, inputShape) => {
      const [steps, features] = checkSequence(cell.kind, shapeOfSequence(cell.kind, inputShape, options.state));
      const outputShape = sequence ? [steps, units] : [units];
      const [forInput, forState] = split(key, 2) as [Key, Key];
      const input = options.initializer ?? glorotUniform();
      const state = options.recurrentInitializer ?? orthogonal();
      return {
        params: {
          inputWeight: gateByGate(input, forInput, features, units, cell.gates),
          recurrentWeight: gateByGate(state, forState, units, units, cell.gates),
          ...cell.biases(units),
        },
        state: {
          ...(dropout > 0 ? { dropout: tensor(dropout) } : {}),
          ...(recurrentDropout > 0 ? { recurrentDropout: tensor(recurrentDropout) } : {}),
        },
        outputShape: (options.state
          ? {
              y: outputShape,
              state: ofParts(
                cell.states,
                cell.states.map(() => [units]),
              ),
            }
          : outputShape) as Shape,
        multiplyAdds: steps * cell.gates * units * (features + units),
      };
    },
    apply: (parameters, state, given, context) => {
      const weights = parameters as Readonly<Record<string, Tensor>>;
      const { x, state: begun } = begunOf(given);
      const mask = isTensor(given) ? context.mask : maskNamed(context.masks, "x");
      const begin = begun && partsOfState(cell.kind, cell.states, begun, [x.shape[0]!, units]);
      const found =
        context.training || mask
          ? walk(cell, weights, x, { sequence, reverse, mask, state: begin, ...factors(state, x, units, context) })
          : cell.operator(x, weights, { reverse, state: begin });
      const y = sequence ? found.outputs! : found.last[0]!;
      const left = (sequence && mask) || null;
      return options.state
        ? { y: { y, state: ofParts(cell.states, found.last) }, state, masks: { y: left } }
        : { y, state, mask: left };
    },
  };
};

/** One draw for a whole sequence: another one at each step would wipe out what the net remembers. (Gal & Ghahramani 2016) */
const factors = (state: State, x: Tensor, units: number, context: Context) => {
  const [batch, , features] = x.shape as [number, number, number];
  const draw = (name: string, number: number, width: number) =>
    context.training && state[name]
      ? { [name]: keepMask(fold(context.key, number), [batch, width], state[name] as Tensor) }
      : {};
  return { ...draw("dropout", 0, features), ...draw("recurrentDropout", 1, units) };
};
