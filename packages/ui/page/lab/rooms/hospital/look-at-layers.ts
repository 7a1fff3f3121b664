import { type AnyLayer, type Loss, listParameters, type Parameters, type State } from "@kaviar/nn";
import { compile, grad, key, type Tensor } from "@kaviar/tensor";
import { activationPath, hiddenPath } from "./network.ts";
import type { Plan } from "./plan.ts";

/** What is measured of a layer with weights after an epoch. */
export interface LayerNumbers {
  readonly name: string;
  /** The share of its units that say the same of every row; of the output none. */
  readonly silent?: number;
  /** The share of what its units say that lies next to −1 and 1, of sigmoid next to 0 and 1; none where there are no bounds. */
  readonly atBounds?: number;
  /** The root of the mean square of the gradient of its weights. */
  readonly gradient: number;
  /** How far the epoch has moved its weights, by their size. */
  readonly moved?: number;
}

const rootMeanSquare = (x: Tensor): Tensor => x.square().mean().sqrt();

/** The distance between the bounds of an activation, and the least of them. */
const boundsOf: { readonly [Name in Plan["activation"]]?: readonly [low: number, high: number] } = {
  tanh: [-1, 1],
  sigmoid: [0, 1],
};

/** Looks at the layers of a net on some rows: compiled once, then run after each epoch. */
export const createLookAtLayers = (
  layer: AnyLayer,
  { hidden, activation }: Plan,
  loss: Loss,
  rows: { readonly x: Tensor; readonly y: Tensor },
): ((params: Parameters, state: State) => Promise<readonly LayerNumbers[]>) => {
  const names = [...hidden.map((_, at) => hiddenPath(at)), "output"];
  const bounds = boundsOf[activation];
  const run = compile(
    (params: Parameters, before: Parameters, state: State, x: Tensor, y: Tensor): readonly Tensor[] => {
      const outputs = new Map<string, Tensor>();
      const apply = (given: Parameters, tap?: (path: string, y: unknown) => void) =>
        layer.apply(given as never, state as never, x as never, { training: false, key: key(0), path: "", tap })
          .y as Tensor;
      apply(params, (path, said) => outputs.set(path, said as Tensor));
      const slopes = kernelsOf(grad((given: Parameters) => loss(apply(given), y).mean())(params));
      const [now, then] = [kernelsOf(params), kernelsOf(before)];
      const said = hidden.flatMap((_, at) => {
        const output = outputs.get(activationPath(activation, at))!;
        const silent = output
          .max([0])
          .equal(output.min([0]))
          .cast("float32")
          .mean();
        if (bounds === undefined) return [silent, silent.mul(0)];
        const [low, high] = [bounds[0] + 0.01, bounds[1] - 0.01];
        return [silent, output.less(low).logicalOr(output.greater(high)).cast("float32").mean()];
      });
      return [
        ...now.flatMap((kernel, at) => [
          rootMeanSquare(slopes[at]!),
          rootMeanSquare(kernel.sub(then[at]!)).div(rootMeanSquare(then[at]!)),
        ]),
        ...said,
      ];
    },
  );
  let before: Parameters | undefined;
  return async (params, state) => {
    const measured = run(params, before ?? params, state, rows.x, rows.y) as unknown as readonly Tensor[];
    const numbers = await Promise.all(measured.map(async (each) => (await each.data())[0]!));
    const isFirst = before === undefined;
    before = params;
    const said = numbers.slice(2 * names.length);
    return names.map((name, at) => ({
      name,
      ...(at < hidden.length && { silent: said[2 * at]! }),
      ...(at < hidden.length && bounds !== undefined && { atBounds: said[2 * at + 1]! }),
      gradient: numbers[2 * at]!,
      ...(!isFirst && { moved: numbers[2 * at + 1]! }),
    }));
  };
};

/** The weights between layers, from the input on. */
const kernelsOf = (params: Parameters): readonly Tensor[] =>
  listParameters(params).flatMap(({ tensor }) => (tensor.shape.length === 2 ? [tensor] : []));
