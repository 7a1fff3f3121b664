import type { AnyLayer, Parameters, State } from "@kaviar/nn";
import { compile, key, type Tensor, tensor } from "@kaviar/tensor";
import { type FeatureName, rowsOf } from "./features.ts";

/** Points on a side of the picture of the whole net, and of that of each unit. */
const fineSide = 48;
export const coarseSide = 16;

/** What a net says of a grid over the plane, row by row from the top, and what each unit of each layer does. */
export interface Inside {
  /** [fineSide, fineSide] */
  readonly surface: Float32Array;
  /** Of the points. */
  readonly says: Float32Array;
  /** For each hidden layer [units, coarseSide, coarseSide]: what its units put out. */
  readonly units: readonly Float32Array[];
}

type Seen = readonly [surface: Tensor, says: Tensor, ...units: Tensor[]];

/** Looks at a net of some layers on a grid and on points: compiled once, then run with other weights each time. */
export const createLook = (
  layer: AnyLayer,
  activations: readonly string[],
  features: readonly FeatureName[],
  points: { readonly x: Float32Array; readonly y: Float32Array },
): ((params: Parameters, state: State) => Promise<Inside>) => {
  const rows = (of: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }) =>
    tensor(rowsOf(of, features), { shape: [of.x.length, features.length] });
  const [fine, coarse, own] = [rows(grid(fineSide)), rows(grid(coarseSide)), rows(points)];
  const run = compile((params: Parameters, state: State, fine: Tensor, coarse: Tensor, own: Tensor): Seen => {
    const outputs = new Map<string, Tensor>();
    const apply = (x: Tensor, tap?: (path: string, y: unknown) => void) =>
      layer.apply(params as never, state as never, x as never, { training: false, key: key(0), path: "", tap })
        .y as Tensor;
    const surface = apply(fine);
    const says = apply(own);
    apply(coarse, (path, y) => outputs.set(path, y as Tensor));
    return [surface, says, ...activations.map((path) => outputs.get(path)!.transpose())];
  });
  return async (params, state) => {
    const seen = run(params, state, fine, coarse, own) as unknown as Seen;
    const [surface, says, ...units] = (await Promise.all(seen.map((each) => each.data()))) as Float32Array[];
    return { surface: surface!, says: says!, units };
  };
};

/** The middles of the squares of a grid over the plane. */
export const grid = (side: number): { readonly x: Float32Array; readonly y: Float32Array } => {
  const place = (at: number): number => (2 * (at + 0.5)) / side - 1;
  return {
    x: Float32Array.from({ length: side * side }, (_, at) => place(at % side)),
    y: Float32Array.from({ length: side * side }, (_, at) => -place(Math.floor(at / side))),
  };
};
