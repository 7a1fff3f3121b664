import { whole } from "@kaviar/base/check";
import { type Key, type Shape, type Structure, split, type Tensor } from "@kaviar/tensor";
import { glorotUniform } from "../../../initializers/glorot.ts";
import { orthogonal } from "../../../initializers/orthogonal.ts";
import { argument, options } from "../../../options.ts";
import { initializerLaw } from "../../contract/initializer-law.ts";
import { written } from "../../contract/written.ts";
import { type Carried, ofParts, partsOfState } from "./carried.ts";
import type { Cell } from "./cell.ts";
import { gateByGate } from "./gate-by-gate.ts";
import type { RecurrentCell } from "./recurrent-cell.ts";

/** A function that makes a step of a recurrent layer: weights have the names and layouts that they have in the layer. */
export const unitCell = <S extends Structure>(kind: string, cell: Cell) => {
  const checkUnits = argument(kind, "units", whole(1));
  const read = options(kind, {
    /** Of each gate's weights from the input: Glorot unless said. */
    initializer: initializerLaw.optional(),
    /** Of each gate's weights from the step before: orthogonal unless said. */
    recurrentInitializer: initializerLaw.optional(),
  });
  return (units: number, given: Parameters<typeof read>[0] = {}): RecurrentCell<S> => {
    checkUnits(units);
    const { initializer = glorotUniform(), recurrentInitializer = orthogonal() } = read(given);
    const shapes = ofParts(
      cell.states,
      cell.states.map(() => [units]),
    );
    return {
      kind,
      options: written({ units, ...given }),
      stateShape: () => shapes,
      init: (key, inputShape) => {
        const [features] = (inputShape as unknown as { readonly x: Shape }).x as [number];
        const [forInput, forState] = split(key, 2) as [Key, Key];
        return {
          params: {
            inputWeight: gateByGate(initializer, forInput, features, units, cell.gates),
            recurrentWeight: gateByGate(recurrentInitializer, forState, units, units, cell.gates),
            ...cell.biases(units),
          },
          state: {},
          outputShape: { y: [units], state: shapes } as never,
          multiplyAdds: cell.gates * units * (features + units),
        };
      },
      apply: (params, state, { x, state: given }) => {
        const weights = params as Readonly<Record<string, Tensor>>;
        const before = partsOfState(kind, cell.states, given as Carried, [x.shape[0]!, units]);
        const input = x.matmul(weights.inputWeight!).add(weights.bias!);
        const recurrent = before[0]!.matmul(weights.recurrentWeight!);
        const next = cell.adds
          ? cell.step(input.add(recurrent), undefined, before, weights)
          : cell.step(input, recurrent, before, weights);
        return { y: { y: next[0]!, state: ofParts(cell.states, next) as S }, state };
      },
    };
  };
};
