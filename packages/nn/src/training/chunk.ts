import { type Compiled, compile, mapStructure, type Settings, type Structure, scan, type Tensor } from "@kaviar/tensor";
import type { RunState } from "./run-state.ts";
import { type Batch, type Extent, type Recipe, takeStep } from "./step.ts";

/** What comes out of a chunk besides the state: for each step the loss, and if asked for all predictions. */
export interface ChunkResult {
  readonly loss: Tensor;
  readonly weight?: Tensor;
  readonly prediction?: Structure;
}

export type Chunk = Compiled<
  [run: RunState, set: Batch, batches: Tensor<"int32">, extent: Extent],
  readonly [RunState, ChunkResult]
>;

/** Rows of everything there is a row of for each example. */
export const gatherRows = <S>(structure: S, rows: Tensor<"int32">): S =>
  mapStructure((tensor) => tensor.gather(rows, 0), structure);

/**
 * Several steps as one graph: `batches` is [steps, rows in a batch], numbers of rows in `set`. `predictions` says whether
 * they are kept, for metrics, and `link` what metrics are to see of them.
 */
export const createChunk = (
  recipe: Recipe,
  predictions: ((prediction: Structure) => Structure) | undefined,
  settings: Partial<Settings>,
): Chunk =>
  compile((run: RunState, set: Batch, batches: Tensor<"int32">, extent: Extent): [RunState, ChunkResult] => {
    const [next, results] = scan(
      (at: RunState, rows: Tensor<"int32">): [RunState, ChunkResult] => {
        const [after, { loss, weight, prediction }] = takeStep(recipe, at, gatherRows(set, rows), extent);
        return [after, { loss, ...(weight ? { weight } : {}), ...(predictions ? { prediction } : {}) }];
      },
      run,
      batches,
    );
    return [next, predictions ? { ...results, prediction: predictions(results.prediction as Structure) } : results];
  }, settings) as Chunk;
