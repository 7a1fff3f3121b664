import { flatten, type Structure, type Tensor } from "@kaviar/tensor";
import { type QuantizedWeight, quantizeOnnx } from "@kaviar/tensor/onnx";
import { conform } from "../data/conform.ts";
import { createDataSet, type TrainingData } from "../data/data-set.ts";
import { readValues } from "../data/values-tree.ts";
import { type Measures, measure } from "../evaluation/measure.ts";
import { targetsFor, viewOf } from "../evaluation/predictions.ts";
import { takesMissing } from "../layers/embedding/masking.ts";
import type { ModelParts } from "./model-parts.ts";
import { createPredictor } from "./predictor.ts";

/** What became of a model whose weights are stored with 8 bits. */
export interface Quantization {
  /** The bytes that the file would have had. */
  readonly from: number;
  readonly weights: readonly QuantizedWeight[];
  /** On the rows that it was compared on. */
  readonly comparison?: Comparison;
}

export interface Comparison {
  /** √(Σ(ŷ − y)² / Σy²): how far predictions have moved, against how large they are. */
  readonly difference: number;
  /** The metrics of the training. */
  readonly before: Measures;
  readonly after: Measures;
}

/** The file of a model in 8 bits, and what that costs. */
export const quantize = async (
  parts: ModelParts,
  file: Uint8Array,
  compare: TrainingData | undefined,
): Promise<{ readonly bytes: Uint8Array; readonly quantized: Quantization }> => {
  const { bytes, weights } = quantizeOnnx(file);
  const comparison = compare && (await compared(parts, file, bytes, compare));
  return { bytes, quantized: { from: file.length, weights, ...(comparison ? { comparison } : {}) } };
};

const compared = async (
  parts: ModelParts,
  file: Uint8Array,
  small: Uint8Array,
  rows: TrainingData,
): Promise<Comparison> => {
  const { loss, metrics = [], classes, example } = parts;
  const set = createDataSet(rows, classes ?? null, undefined, takesMissing(parts.layer));
  const x = conform(example, set.x);
  const [before, after] = await Promise.all(
    [file, small].map(async (bytes) => createPredictor(parts, async () => bytes)(x)),
  );
  const targets = await readValues(set.y as Structure);
  const measured = async (said: Structure): Promise<Measures> =>
    measure(metrics, await readValues(loss ? viewOf(loss)(said) : said), loss ? targetsFor(loss, targets) : targets);
  return {
    difference: await distance(before!, after!),
    before: await measured(before!),
    after: await measured(after!),
  };
};

const distance = async (before: Structure, after: Structure): Promise<number> => {
  const [told, now] = [flatten(before), flatten(after)] as [Tensor[], Tensor[]];
  const total = (list: readonly Tensor[]): Tensor => list.map((each) => each.square().sum()).reduce((a, b) => a.add(b));
  const moved = total(told.map((each, i) => now[i]!.sub(each)));
  return Math.sqrt((await moved.item()) / (await total(told).item()));
};
