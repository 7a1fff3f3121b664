import { type Compiled, compile, type Settings, type Structure, scan, type Tensor } from "@kaviar/tensor";
import type { Batch } from "../data/batch.ts";
import { gatherRows } from "../data/gather-rows.ts";
import { sumOver } from "../optimizers/contract/create-link.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { areFinite } from "./are-finite.ts";
import type { Extent } from "./extent.ts";
import type { RunState } from "./run-state.ts";
import { type Recipe, type StepOutput, takeStep } from "./step.ts";

/** What comes out of each step of a chunk; the predictions only if they are kept, since they are as many as the rows. */
type StepResult = Omit<StepOutput, "prediction" | "gradients"> & Partial<Pick<StepOutput, "prediction">>;

/** What comes out of a chunk besides the state: the results of its steps, stacked. */
type ChunkResult = StepResult & {
  /** Whether the parameters it ends with are all finite. */
  readonly finite: Tensor<"bool">;
  /** The length of the last step's gradient, over all parameters. */
  readonly gradientNorm: Tensor;
};

export type Chunk = Compiled<
  [run: RunState, set: Batch, batches: Tensor<"int32">, extent: Extent],
  readonly [RunState, ChunkResult]
>;

/** Only the last step's gradients leave the loop: what is asked of each step would slow all of them. */
type Carried = readonly [run: RunState, gradients: Parameters];

/** ‖g‖ over all parameters. */
const normOf = (gradients: Parameters): Tensor => sumOver(gradients, (g) => g.square().sum()).sqrt();

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
    const [[next, gradients], results] = scan(
      ([at]: Carried, rows: Tensor<"int32">): [Carried, StepResult] => {
        const [after, { prediction, gradients, ...output }] = takeStep(recipe, at, gatherRows(set, rows), extent);
        return [[after, gradients], predictions ? { ...output, prediction } : output];
      },
      [run, run.params],
      batches,
    );
    const seen = predictions ? { prediction: predictions(results.prediction as Structure) } : {};
    return [next, { ...results, ...seen, finite: areFinite(next.params), gradientNorm: normOf(gradients) }];
  }, settings) as Chunk;
