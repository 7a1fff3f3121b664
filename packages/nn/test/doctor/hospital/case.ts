import type { DynamicCode, LayerLike, TrainingData, TrainOptions } from "@kaviar/nn";

/** A run of the hospital. */
export interface Case {
  readonly name: string;
  /** What may be said of it: the disease, or its cause by name. None of a healthy one. */
  readonly codes: readonly DynamicCode[];
  readonly model: LayerLike;
  readonly data: TrainingData;
  readonly options: TrainOptions;
}

export const sick = (
  code: DynamicCode,
  name: string,
  model: LayerLike,
  data: TrainingData,
  options: TrainOptions,
  ...causes: readonly DynamicCode[]
): Case => ({ name, codes: [code, ...causes], model, data, options });

export const healthy = (name: string, model: LayerLike, data: TrainingData, options: TrainOptions): Case => ({
  name,
  codes: [],
  model,
  data,
  options,
});
