import { type AnyLayer, listParameters, type Parameters, type State } from "@kaviar/nn";
import { compile, data, grad, key, type Tensor } from "@kaviar/tensor";
import { columns } from "../../fits/side-by-side.ts";
import type { Points } from "../../fits/wave.ts";
import { blockName } from "./deep-net.ts";

/** A net layer by layer, from the input on. */
export interface Layers {
  /** √Σg² of the weights of each hidden layer. */
  readonly gradients: readonly number[];
  /** The standard deviation of what each puts out, over points and units. */
  readonly spreads: readonly number[];
}

/** Looks at gradients and outputs of each hidden layer: compiled once, then run with other weights each time. */
export const createLookThrough = (
  layer: AnyLayer,
  depth: number,
  points: Points,
): ((params: Parameters, state: State) => Promise<Layers>) => {
  const { x, y } = columns(points);
  const run = compile((params: Parameters, state: State, x: Tensor, y: Tensor) => {
    const outputs = new Map<string, Tensor>();
    const apply = (params: Parameters, tap?: (path: string, y: unknown) => void) =>
      layer.apply(params as never, state as never, x as never, { training: true, key: key(0), path: "", tap })
        .y as Tensor;
    apply(params, (path, y) => outputs.set(path, y as Tensor));
    const slopes = grad((params: Parameters) => apply(params).sub(y).square().mean())(params);
    const kernels = listParameters(slopes).filter(({ tensor }) => tensor.shape.length === 2);
    return {
      gradients: kernels.slice(0, depth).map(({ tensor }) => tensor.square().sum().sqrt()),
      spreads: Array.from({ length: depth }, (_, place) => {
        const out = outputs.get(blockName(place))!;
        return out.sub(out.mean()).square().mean().sqrt();
      }),
    };
  });
  return async (params, state) => {
    const seen = await data(run(params, state, x, y));
    const numbers = (of: unknown) => (of as Float32Array[]).map((each) => each[0]!);
    return { gradients: numbers(seen.gradients), spreads: numbers(seen.spreads) };
  };
};
