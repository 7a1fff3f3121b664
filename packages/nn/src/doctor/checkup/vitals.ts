import { concat, isTensor, type Tensor, tensor } from "@kaviar/tensor";
import { featureAxis, otherAxes } from "../../layers/contract/feature-axis.ts";
import { listParameters } from "../../parameters/parameters.ts";
import type { StepView } from "../../step/probe.ts";
import { boundsOf, passingOf } from "../kinds/activations.ts";

/** What a checkup measures of one parameter; all are roots of mean squares over its elements. */
export interface ParameterVitals {
  readonly path: string;
  readonly shape: readonly number[];
  readonly weight: number;
  /** The deviation of its elements: 0 where all of them are the same. */
  readonly deviation: number;
  readonly gradient: number;
  /** What one step adds. */
  readonly update: number;
}

/** What a checkup measures of what one layer says of a batch; a unit is a place along the features. */
export interface OutputVitals {
  readonly path: string;
  readonly units: number;
  /** Numbers that it says of one row. */
  readonly values: number;
  readonly mean: number;
  readonly deviation: number;
  /** The share of units that say the same of every row. */
  readonly constant: number;
  /** The share of units that say 0 of every row. */
  readonly silent: number;
  /** The share of values beside the bounds of the activation, where it has some and its slope is next to 0. */
  readonly saturated: number;
  /** The share of units that pass a gradient for fewer than one in a hundred of their values, where 32 bits hold none beyond a bound. */
  readonly idle: number;
  /** How far the units of a row are apart, Σ(y − ȳ)² / Σy²: 0 where all of them say the same. */
  readonly spread: number;
}

type Measured<V> = Omit<V, "path" | "shape" | "units" | "values">;

const rootMeanSquare = (x: Tensor): Tensor => x.square().mean().sqrt();

const shareOf = (x: Tensor<"bool">): Tensor => x.cast("float32").mean();

const ofOutput = (kind: string | undefined, y: Tensor): Record<keyof Measured<OutputVitals>, Tensor> => {
  const axis = featureAxis(y.rank);
  const others = otherAxes(y.rank, axis);
  const [most, least] = [y.max(others), y.min(others)];
  const mean = y.mean();
  const bounds = kind === undefined ? undefined : boundsOf(kind);
  const passing = kind === undefined ? undefined : passingOf(kind);
  const apart = y
    .sub(y.mean([axis], { keepDims: true }))
    .square()
    .mean();
  return {
    mean,
    deviation: rootMeanSquare(y.sub(mean)),
    constant: shareOf(most.equal(least)),
    silent: shareOf(most.equal(0).logicalAnd(least.equal(0))),
    saturated: bounds ? shareOf(y.less(bounds.low).logicalOr(y.greater(bounds.high))) : tensor(0),
    idle: passing
      ? shareOf(y.greater(passing.above).logicalAnd(y.less(passing.below)).cast("float32").mean(others).less(0.01))
      : tensor(0),
    spread: apart.div(y.square().mean().maximum(1e-30)),
  };
};

/** What was asked for, one number after the other, and whose numbers they are. */
export interface VitalsPlan {
  readonly parameters: readonly { readonly path: string; readonly shape: readonly number[] }[];
  readonly outputs: readonly { readonly path: string; readonly units: number; readonly values: number }[];
}

const parameterFields = [
  "weight",
  "deviation",
  "gradient",
  "update",
] as const satisfies readonly (keyof ParameterVitals)[];
const outputFields = [
  "mean",
  "deviation",
  "constant",
  "silent",
  "saturated",
  "idle",
  "spread",
] as const satisfies readonly (keyof OutputVitals)[];

/** All vitals of a step as one vector, so that reading them is one look. */
export const vitalsOf = (
  { params, outputs, gradients, updates }: StepView,
  kindAt: (path: string) => string | undefined,
): { readonly plan: VitalsPlan; readonly numbers: Tensor } => {
  const at = (parameters: StepView["params"]) =>
    new Map(listParameters(parameters).map(({ path, tensor }) => [path, tensor]));
  const [slopes, changes] = [at(gradients), at(updates)];
  const weights = listParameters(params);
  const seen = new Map<string, Tensor>();
  // A layer that is run several times is looked at where it is run last.
  for (const [path, y] of outputs) if (isTensor(y) && y.dtype === "float32" && y.rank >= 2) seen.set(path, y as Tensor);
  const numbers = [
    ...weights.flatMap(({ path, tensor }) =>
      [tensor, tensor.sub(tensor.mean()), slopes.get(path)!, changes.get(path)!].map(rootMeanSquare),
    ),
    ...[...seen].flatMap(([path, y]) => {
      const found = ofOutput(kindAt(path), y);
      return outputFields.map((field) => found[field]);
    }),
  ];
  return {
    plan: {
      parameters: weights.map(({ path, tensor: { shape } }) => ({ path, shape })),
      outputs: [...seen].map(([path, y]) => ({
        path,
        units: y.shape[featureAxis(y.rank)]!,
        values: y.size / y.shape[0]!,
      })),
    },
    numbers: concat(numbers.map((each) => each.cast("float32").reshape([1]))),
  };
};

/** The numbers with their names again. */
export const readVitals = (
  { parameters, outputs }: VitalsPlan,
  numbers: ArrayLike<number>,
): { readonly parameters: readonly ParameterVitals[]; readonly outputs: readonly OutputVitals[] } => {
  let next = 0;
  const take = <Field extends string>(fields: readonly Field[]) =>
    Object.fromEntries(fields.map((field) => [field, numbers[next++]!])) as Record<Field, number>;
  return {
    parameters: parameters.map((each) => ({ ...each, ...take(parameterFields) })),
    outputs: outputs.map((each) => ({ ...each, ...take(outputFields) })),
  };
};
