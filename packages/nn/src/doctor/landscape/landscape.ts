import { shuffled } from "@kaviar/base/random";
import { compile, data, fold, type Settings, stack, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import type { Batch } from "../../data/batch.ts";
import { gatherRows } from "../../data/gather-rows.ts";
import { evaluateBatch, objectiveOf } from "../../evaluation/objective.ts";
import type { Context } from "../../layers/contract/layer.ts";
import type { Parameters } from "../../parameters/parameters.ts";
import type { Extent } from "../../step/extent.ts";
import { keyOfStep, type RunState } from "../../step/run-state.ts";
import { type Recipe, takeStep } from "../../step/step.ts";
import { type CurvatureNumbers, curvatureOf, extremesOf } from "./curvature.ts";
import { driftOf } from "./drift.ts";
import { type NoiseNumbers, noiseFrom, noiseOf } from "./noise.ts";
import { meanAfter } from "./steps.ts";

/** How the loss lies around the parameters of a run, and how far single rows agree about it. */
export interface Landscape {
  /** Updates before it. */
  readonly step: number;
  /** Of the Hessian of the loss of some rows. */
  readonly largestEigenvalue: number;
  readonly smallestEigenvalue: number;
  /** ‖g‖ over all parameters. */
  readonly gradientNorm: number;
  /** ‖u‖ of the step that would be taken. */
  readonly stepNorm: number;
  /** −gᵀu: what the step gains to first order. */
  readonly gain: number;
  /** uᵀHu/(−gᵀu): above 2 the step ends higher than it began. Plain descent has rate × curvature here. */
  readonly overshoot: number;
  /** How the loss of these rows changes by a step made of all of them. */
  readonly changeByAll: number;
  /** How it changes by a step of a batch as the run has them, in the mean. */
  readonly changeByBatch: number;
  /** √tr Σ: the deviation of the gradients of single rows, over all parameters. */
  readonly gradientSpread: number;
  /** tr Σ/|G|²: from this many rows on a batch is worth less than its rows. Infinity where rows agree about nothing. */
  readonly criticalBatch: number;
  /** How far one step moves what each layer says of the same rows, in deviations of a unit over the rows. */
  readonly drift: readonly { readonly layer: string; readonly deviations: number }[];
}

/** How closely is looked. */
export interface Closeness {
  /** Directions of Lanczos' method: as many products with the Hessian, and one more. */
  readonly directions: number;
  /** Rows of the checkup whose gradients are told apart. */
  readonly groups: number;
}

/** The rows whose loss is looked at, and batches whose steps are tried. */
export interface Sample {
  readonly rows: Int32Array;
  readonly batches: readonly Int32Array[];
}

export type LookAround = (run: RunState, step: number, extent: Extent) => Promise<Landscape>;

/** What looks around. A graph of its own, as a checkup's is: the run that trains has the same bits with it. */
export const createLandscape = (
  recipe: Recipe,
  set: Batch,
  { rows: given, batches }: Sample,
  { directions, groups }: Closeness,
  settings: Partial<Settings>,
): LookAround => {
  const size = Math.max(1, Math.floor(given.length / groups));
  // In any order: a group of a sorted file would be of one class.
  const mixed = shuffled(given.length, 1).map((place) => given[place]!);
  const rows = mixed.slice(0, size * Math.floor(given.length / size));
  const parts = tensor(rows, { shape: [rows.length / size, size] });
  const tried = stack(batches.map((batch) => tensor(batch)));
  let paths: readonly string[] = [];
  const look = compile(
    (
      run: RunState,
      all: Batch,
      places: Tensor<"int32">,
      some: Tensor<"int32">,
      own: Tensor<"int32">,
      extent: Extent,
    ) => {
      const { layer, loss: measure, penalty, optimizer } = recipe;
      const { freezes } = optimizer;
      const moves = (path: string, at: Tensor) => !freezes?.({ path, tensor: at });
      const contextOf = (tap?: Context["tap"]): Context => ({
        training: true,
        key: fold(keyOfStep(run), 0),
        path: "",
        tap,
        frozen: freezes && ((path) => freezes({ path: `${path}/`, tensor: run.step })),
      });
      const lossOf = (params: Parameters, batch: Batch, tap?: Context["tap"]) =>
        objectiveOf(
          evaluateBatch({ layer, loss: measure, penalty }, params, run.layers, batch, contextOf(tap), extent.penalty),
        );
      const batch = gatherRows(all, places);
      const outputsBefore: (readonly [string, unknown])[] = [];
      const [{ params: after }, output] = takeStep(
        {
          ...recipe,
          transform: undefined,
          probe: ({ gradients, updates, outputs }) => {
            outputsBefore.push(...outputs);
            return { gradients, updates };
          },
        },
        run,
        batch,
        extent,
      );
      const { probes } = output;
      const now = objectiveOf(output);
      const step = probes as unknown as { readonly gradients: Parameters; readonly updates: Parameters };
      const outputsAfter: (readonly [string, unknown])[] = [];
      const then = lossOf(after, batch, (path, y) => void outputsAfter.push([path, y]));
      const drift = driftOf(outputsBefore, outputsAfter);
      paths = drift.paths;
      return {
        curvature: curvatureOf((params) => lossOf(params, batch), run.params, step, moves, directions),
        noise: noiseOf(
          (group) => valueAndGrad((params: Parameters) => lossOf(params, gatherRows(all, group)))(run.params)[1],
          run.params,
          some,
        ),
        drift: drift.drift,
        byAll: then.sub(now),
        byBatch: meanAfter(
          (rows) => takeStep({ ...recipe, transform: undefined }, run, gatherRows(all, rows), extent)[0].params,
          (params) => lossOf(params, batch),
          own,
        ).sub(now),
      };
    },
    settings,
  );
  return async (run, step, extent) => {
    const found = (await data(look(run, set, tensor(rows), parts, tried, extent) as never)) as unknown as {
      readonly curvature: Readonly<Record<keyof CurvatureNumbers, Float32Array>>;
      readonly noise: Readonly<Record<keyof NoiseNumbers, Float32Array>>;
      readonly drift: Float32Array;
      readonly byAll: Float32Array;
      readonly byBatch: Float32Array;
    };
    const { gradient, slope, step: length, own, beside } = found.curvature;
    const { largest, smallest } = extremesOf(own.subarray(1), beside.subarray(1));
    const { signal, spread } = noiseFrom(
      { small: found.noise.small[0]!, large: found.noise.large[0]! },
      size,
      rows.length,
    );
    const gain = -slope[0]!;
    return {
      step,
      largestEigenvalue: largest,
      smallestEigenvalue: smallest,
      gradientNorm: Math.sqrt(gradient[0]!),
      stepNorm: Math.sqrt(length[0]!),
      gain,
      overshoot: own[0]! / gain,
      changeByAll: found.byAll[0]!,
      changeByBatch: found.byBatch[0]!,
      gradientSpread: Math.sqrt(spread),
      criticalBatch: spread === 0 ? 0 : spread / signal,
      drift: paths.map((layer, i) => ({ layer, deviations: found.drift[i]! })),
    };
  };
};
