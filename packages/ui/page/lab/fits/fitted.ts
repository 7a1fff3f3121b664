import type { AnyLayer, Parameters, State } from "@kaviar/nn";
import { compile, key, type Tensor, tensor } from "@kaviar/tensor";
import { places } from "./wave.ts";

/** A net with its weights. */
interface Learned {
  readonly params: Parameters;
  readonly state: State;
}

/** What a net says all along the places: compiled once, then run with other weights each time. */
export const createFitted = (
  layer: AnyLayer,
): ((learned: Learned | undefined) => Promise<Float32Array | undefined>) => {
  const rows = tensor(places, { shape: [places.length, 1] });
  const run = compile(
    (params: Parameters, state: State, x: Tensor) =>
      layer.apply(params as never, state as never, x as never, { training: false, key: key(0), path: "" }).y as Tensor,
  );
  return async (learned) =>
    learned && ((await (run(learned.params, learned.state, rows) as Tensor).data()) as Float32Array);
};
