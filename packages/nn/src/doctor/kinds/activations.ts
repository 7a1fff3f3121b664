import type { ActivationName } from "../../activations/contract/table.ts";

/** How an activation treats what is far from 0. */
type Shape =
  /** Flat on both sides: beyond `low` and `high` it has next to no slope. */
  | { readonly low: number; readonly high: number }
  /** 0 below 0, and without a slope there. */
  | "rectifier"
  /** No slope anywhere. */
  | "flat"
  | "open";

/**
 * Beyond its bounds an activation has less than a twenty-fifth of its steepest slope: σ′ = y(1 − y) ≤ 0.01 of 0.25, and
 * tanh′ = 1 − y² ≤ 0.04 of 1. Hard ones have no slope at all beyond theirs.
 */
const shapes: { readonly [Name in ActivationName]: Shape } = {
  celu: "open",
  elu: "open",
  exponential: "open",
  gelu: "open",
  geluTanh: "open",
  glu: "open",
  hardShrink: "open",
  hardSigmoid: { low: 1e-7, high: 1 - 1e-7 },
  hardSwish: "open",
  hardTanh: { low: -1 + 1e-7, high: 1 - 1e-7 },
  hardmax: "flat",
  leakyRelu: "open",
  linear: "open",
  logSigmoid: "open",
  logSoftmax: "open",
  mish: "open",
  relu: "rectifier",
  relu6: "rectifier",
  selu: "open",
  sigmoid: { low: 0.01, high: 0.99 },
  silu: "open",
  softShrink: "open",
  softmax: "open",
  softmin: "open",
  softplus: "open",
  softsign: { low: -0.8, high: 0.8 },
  squaredRelu: "rectifier",
  step: "flat",
  swish: "open",
  tanh: { low: -0.98, high: 0.98 },
  tanhShrink: "open",
};

const shapeOf = (kind: string): Shape | undefined =>
  Object.hasOwn(shapes, kind) ? shapes[kind as ActivationName] : undefined;

/** Where an activation saturates, by the kind of its layer. */
export const boundsOf = (kind: string) => {
  const shape = shapeOf(kind);
  return typeof shape === "object" ? shape : undefined;
};

export const isBounded = (kind: string): boolean => boundsOf(kind) !== undefined;

export const isRectifier = (kind: string): boolean => shapeOf(kind) === "rectifier";

/** No gradient passes it anywhere. */
export const isFlat = (kind: string): boolean => shapeOf(kind) === "flat";

/**
 * Between what its values lie where a slope is left in 32 bits: relu(z) > 0; tanh z = ±1 from |z| = 9.01 on; σ(z) = 1 from
 * 17.3 on, and below 1e-10 from −23 on.
 */
const passing: { readonly [Name in ActivationName]?: { readonly above: number; readonly below: number } } = {
  relu: { above: 0, below: Number.POSITIVE_INFINITY },
  sigmoid: { above: 1e-10, below: 1 },
  tanh: { above: -1, below: 1 },
};

export const passingOf = (kind: string) => (Object.hasOwn(passing, kind) ? passing[kind as ActivationName] : undefined);
