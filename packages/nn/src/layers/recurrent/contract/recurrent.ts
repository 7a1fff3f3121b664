import { whole } from "@kaviar/base/check";
import { fold, type Key, split, stack, type Tensor, tensor, vmap } from "@kaviar/tensor";
import type { Initializer } from "../../../initializers/contract/initializer.ts";
import { glorotUniform } from "../../../initializers/glorot.ts";
import { orthogonal } from "../../../initializers/orthogonal.ts";
import { argument } from "../../../options.ts";
import { keepMask } from "../../contract/keep-mask.ts";
import type { Context, Layer, State } from "../../contract/layer.ts";
import { written } from "../../contract/written.ts";
import type { Cell } from "./cell.ts";
import { checkSequence } from "./check-sequence.ts";
import { type RecurrentOptions, recurrentOptions } from "./options.ts";
import { walk } from "./walk.ts";

/** A layer that walks over the steps of a sequence, and can be had in the other direction. */
export interface RecurrentLayer extends Layer {
  readonly reversed: () => RecurrentLayer;
}

/** A function that makes layers which walk a cell over [N, T, F]. */
export const recurrent = (cell: Cell) => {
  const checkUnits = argument(cell.kind, "units", whole(1));
  const read = recurrentOptions(cell.kind);
  return (units: number, given: RecurrentOptions = {}): RecurrentLayer =>
    walked(cell, checkUnits(units), read(given), given);
};

const walked = (
  cell: Cell,
  units: number,
  options: ReturnType<ReturnType<typeof recurrentOptions>>,
  given: RecurrentOptions,
): RecurrentLayer => {
  const { sequence, reverse, dropout, recurrentDropout } = options;
  return {
    kind: cell.kind,
    options: written({ units, ...given }),
    reversed: () => walked(cell, units, { ...options, reverse: !reverse }, { ...given, reverse: !reverse }),
    init: (key, inputShape) => {
      const [steps, features] = checkSequence(cell.kind, inputShape);
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
        outputShape: sequence ? [steps, units] : [units],
        multiplyAdds: steps * cell.gates * units * (features + units),
      };
    },
    apply: (parameters, state, x, context) => {
      const weights = parameters as Readonly<Record<string, Tensor>>;
      const found =
        context.training || context.mask
          ? walk(cell, weights, x, { sequence, reverse, mask: context.mask, ...factors(state, x, units, context) })
          : cell.operator(x, weights, { reverse });
      return { y: sequence ? found.outputs! : found.last, state, mask: (sequence && context.mask) || null };
    },
  };
};

/** Each gate is a matrix of its own, and begins as one: [inputs, gates·units], drawn for all gates at once. */
const gateByGate = (initializer: Initializer, key: Key, inputs: number, units: number, gates: number): Tensor => {
  const draw = vmap((each: Key) => initializer(each, [inputs, units], { in: inputs, out: units }));
  return draw(stack(split(key, gates)))
    .transpose([1, 0, 2])
    .reshape([inputs, gates * units]);
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
