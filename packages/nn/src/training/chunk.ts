import { type Compiled, compile, type Settings, type Structure, scan, type Tensor, zeros } from "@kaviar/tensor";
import type { Batch } from "../data/batch.ts";
import { gatherRows } from "../data/gather-rows.ts";
import { listParameters, type Parameters } from "../parameters/parameters.ts";
import type { RunState } from "./run-state.ts";
import { type Extent, type Recipe, takeStep } from "./step.ts";

/** What comes out of a chunk besides the state: for each step the loss, and if asked for all predictions. */
interface ChunkResult {
  readonly loss: Tensor;
  readonly weight?: Tensor;
  readonly prediction?: Structure;
}

/** … and whether the parameters it ends with are all finite. */
interface Outcome extends ChunkResult {
  readonly finite: Tensor<"bool">;
}

export type Chunk = Compiled<
  [run: RunState, set: Batch, batches: Tensor<"int32">, extent: Extent],
  readonly [RunState, Outcome]
>;

/** x·0 is 0 for every number, and NaN for what is none. */
const areFinite = (params: Parameters): Tensor<"bool"> =>
  listParameters(params)
    .map(({ tensor }) => tensor.mul(0).sum().cast("float32"))
    .reduce((sum, each) => sum.add(each), zeros([]))
    .equal(0);

/**
 * Several steps as one graph: `batches` is [steps, rows in a batch], numbers of rows in `set`. `predictions` says whether
 * they are kept, for metrics, and `link` what metrics are to see of them.
 */
export const createChunk = (
  recipe: Recipe,
  predictions: ((prediction: Structure) => Structure) | undefined,
  settings: Partial<Settings>,
): Chunk =>
  compile((run: RunState, set: Batch, batches: Tensor<"int32">, extent: Extent): [RunState, Outcome] => {
    const [next, results] = scan(
      (at: RunState, rows: Tensor<"int32">): [RunState, ChunkResult] => {
        const [after, { loss, weight, prediction }] = takeStep(recipe, at, gatherRows(set, rows), extent);
        return [after, { loss, ...(weight ? { weight } : {}), ...(predictions ? { prediction } : {}) }];
      },
      run,
      batches,
    );
    const seen = predictions ? { prediction: predictions(results.prediction as Structure) } : {};
    return [next, { ...results, ...seen, finite: areFinite(next.params) }];
  }, settings) as Chunk;
