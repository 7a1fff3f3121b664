import { type Column, table } from "@kaviar/base/text";
import { data, type Tensor, tensor } from "@kaviar/tensor";
import { batchOf } from "../data/batch.ts";
import type { TrainingData } from "../data/data-set.ts";
import { gatherRows } from "../data/gather-rows.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import type { LayerLike } from "../layers/contract/layer.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { optionsOf } from "../options.ts";
import { listParameters, type Parameters } from "../parameters/parameters.ts";
import { extentOf } from "../step/extent.ts";
import { takeStep } from "../step/step.ts";
import { type LookOptions, lookTable, runOptionsOf } from "../training/read-options.ts";
import { openSession } from "../training/session.ts";

const read = optionsOf<LookOptions>()("gradientReport", lookTable);

/** How one parameter stands in the first step. */
export interface GradientRow {
  readonly path: string;
  readonly shape: readonly number[];
  /** √Σw², √Σg². */
  readonly weightNorm: number;
  readonly gradientNorm: number;
  /** The gradient's norm over the weights': a rate times this is how far a step of plain descent goes. */
  readonly ratio: number;
  /** The share of elements whose gradient is exactly 0: units that do not learn from this batch. */
  readonly zeros: number;
}

export interface GradientReport {
  readonly loss: number;
  readonly rows: readonly GradientRow[];
  /** A table for people. */
  readonly text: string;
}

/**
 * The gradients of the first batch, parameter by parameter: where they vanish or explode on their way back.
 *
 * ```ts
 * console.log((await gradientReport(model, { x, y }, { loss: sparseSoftmaxCrossEntropy })).text);
 * ```
 * A trained model is looked at as it is, by the loss it was trained with unless told another; any other one as it begins.
 */
export const gradientReport = async (
  model: LayerLike,
  given: TrainingData,
  options: Partial<LookOptions> = {},
): Promise<GradientReport> => {
  const known = (model as Partial<TrainedModel>).parts?.loss;
  const { source, recipe, start, batch } = await openSession(
    asLayer(model),
    given,
    runOptionsOf({ ...read({ ...(known ? { loss: known } : {}), ...options } as LookOptions), log: [] }),
  );
  const { set, order } = source.first;
  const first = gatherRows(batchOf(set), tensor(order.subarray(0, batch)));
  const [, { loss, probes }] = takeStep(
    { ...recipe, probe: ({ gradients }) => ({ gradients }) },
    start.run,
    first,
    extentOf(recipe, 1, 1),
  );
  const slopes = new Map(listParameters(probes.gradients as Parameters).map(({ path, tensor }) => [path, tensor]));
  const places = listParameters(start.run.params).map((each) => ({ ...each, gradient: slopes.get(each.path)! }));
  const norm = (x: Tensor) => x.square().sum().sqrt();
  const found = await data({
    loss,
    rows: places.map(({ tensor: weight, gradient }) => [
      norm(weight),
      norm(gradient),
      gradient.equal(0).cast("float32").mean(),
    ]),
  });
  const rows = places.map(({ path, tensor: { shape } }, i): GradientRow => {
    const [weightNorm, gradientNorm, zeros] = (found.rows as unknown as Float32Array[][])[i]!.map((x) => x[0]!) as [
      number,
      number,
      number,
    ];
    return { path, shape, weightNorm, gradientNorm, ratio: gradientNorm / weightNorm, zeros };
  });
  return { loss: found.loss[0]!, rows, text: textOf(rows) };
};

const columns: readonly Column[] = [
  { title: "parameter" },
  { title: "shape" },
  { title: "|w|", align: "right" },
  { title: "|g|", align: "right" },
  { title: "|g|/|w|", align: "right" },
  { title: "zeros", align: "right" },
];

const textOf = (rows: readonly GradientRow[]): string => {
  const cells = rows.map(({ path, shape, weightNorm, gradientNorm, ratio, zeros }) => [
    path,
    shape.join("×"),
    weightNorm.toPrecision(3),
    gradientNorm.toPrecision(3),
    Number.isFinite(ratio) ? ratio.toExponential(1) : "–",
    `${(100 * zeros).toFixed(0)} %`,
  ]);
  return table(columns, cells, { gap: 3 }).join("\n");
};
