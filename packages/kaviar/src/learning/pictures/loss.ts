import * as nn from "@kaviar/nn";
import { concat, stack, type Tensor, tensor, vmap } from "@kaviar/tensor";
import type { Panel } from "../draw/panel.ts";
import { evenly, withSlope } from "./sampled.ts";

const exported: Readonly<Record<string, unknown>> = nn;

/** What is predicted, from one number that varies; the target; and how far the number goes. */
interface Scene {
  /** A prediction for each value of the number: [N, 1], or [N, 2] where a row has two. */
  readonly prediction: (x: Tensor) => Tensor;
  /** The target of one row. */
  readonly target: number | readonly number[];
  /** What the target is, and what varies. */
  readonly title: string;
  readonly axis: string;
  readonly range: Panel["range"];
}

const column = (x: Tensor): Tensor => x.reshape([x.size, 1]);
const columns = (a: Tensor, b: Tensor): Tensor => concat([column(a), column(b)], 1);

const error: Scene = { prediction: column, target: 0, title: "loss where y = 0", axis: "ŷ", range: [-3, 3] };
const positive: Scene = { prediction: column, target: 3, title: "loss where y = 3", axis: "ŷ", range: [0.1, 10] };
const margin: Scene = { prediction: column, target: 1, title: "loss where y = 1", axis: "ŷ", range: [-2, 3] };
const score: Scene = { ...margin, axis: "z", range: [-5, 5] };
const probability: Scene = { ...margin, axis: "p", range: [0.02, 0.98] };
const scores: Scene = {
  prediction: (x) => columns(x, x.mul(0)),
  target: [1, 0],
  title: "loss where the first is right",
  axis: "scores [z, 0]",
  range: [-5, 5],
};
const shares: Scene = {
  ...scores,
  prediction: (p) => columns(p, p.neg().add(1)),
  axis: "[p, 1 − p]",
  range: [0.02, 0.98],
};

const scenes: Readonly<Record<string, Scene>> = {
  binaryCrossEntropy: probability,
  categoricalCrossEntropy: shares,
  categoricalHinge: { ...scores, range: [-2, 3] },
  contrastive: { ...error, title: "loss of a pair that is not alike", axis: "distance", range: [0, 2] },
  cosineProximity: {
    prediction: (a) => columns(a.cos(), a.sin()),
    target: [1, 0],
    title: "loss",
    axis: "angle from y to ŷ",
    range: [-Math.PI, Math.PI],
  },
  ctc: {
    prediction: (z) => stack([columns(z.mul(0), z), columns(z.mul(0), z.mul(0))], 1),
    target: [1],
    title: "loss of one label in two steps",
    axis: "its score at the first",
    range: [-5, 5],
  },
  dice: probability,
  gaussianNegativeLogLikelihood: {
    prediction: (s) => columns(s.mul(0).add(1), s),
    target: 0,
    title: "loss where μ − y = 1",
    axis: "log σ²",
    range: [-3, 4],
  },
  hinge: margin,
  huber: error,
  klDivergence: { ...shares, target: [0.7, 0.3], title: "loss where P = [0.7, 0.3]", axis: "Q = [q, 1 − q]" },
  logCosh: error,
  meanAbsoluteError: error,
  meanAbsolutePercentageError: positive,
  meanSquaredError: error,
  meanSquaredLogarithmicError: positive,
  pinball: { ...error, title: "quantile 0.9, y = 0" },
  poisson: positive,
  sigmoidCrossEntropy: score,
  sigmoidFocal: score,
  smoothedSoftmaxCrossEntropy: scores,
  smoothedSparseSoftmaxCrossEntropy: { ...scores, target: 0 },
  softmaxCrossEntropy: scores,
  softmaxFocal: scores,
  sparseCategoricalCrossEntropy: { ...shares, target: 0 },
  sparseSoftmaxCrossEntropy: { ...scores, target: 0 },
  sparseSoftmaxFocal: { ...scores, target: 0 },
  squaredHinge: margin,
  tversky: probability,
};

/** What is seen of a loss that looks at several rows or outputs together: the first row's, as one number varies. */
interface BatchScene {
  readonly loss: (x: Tensor) => Tensor;
  readonly title: string;
  readonly axis: string;
  readonly range: Panel["range"];
}

const point = (x: Tensor): Tensor => x.reshape([1, 1]);
const codes = (...rows: readonly (readonly (Tensor | number)[])[]): Tensor =>
  stack(rows.map((row) => stack(row.map((each) => (typeof each === "number" ? tensor(each) : each)))));

/** Two pairs: the first left one is turned away from its right one, towards that of the other pair. */
const turned = (angle: Tensor) => ({
  left: codes([angle.cos(), angle.sin()], [0, 1]),
  right: codes([1, 0], [0, 1]),
});
const turning = { title: "loss of one pair of two", axis: "angle between its codes", range: [0, Math.PI] } as const;

const batchScenes: Readonly<Record<string, BatchScene>> = {
  batchHardTriplet: {
    loss: (x) => nn.batchHardTriplet()(codes([0], [x], [2]), tensor([0, 0, 1])),
    title: "loss where the other group is 2 away",
    axis: "distance to the own group",
    range: [0.01, 3],
  },
  infoNce: { ...turning, loss: (angle) => nn.infoNce({ temperature: 0.5 })(turned(angle)) },
  marginRanking: {
    loss: (x) => nn.marginRanking({ margin: 0.5 })({ left: point(x), right: point(x.mul(0)) }, tensor([1])),
    title: "margin 0.5, left is to be higher",
    axis: "left − right",
    range: [-2, 3],
  },
  ntXent: { ...turning, loss: (angle) => nn.ntXent()(turned(angle)) },
  triplet: {
    loss: (x) => nn.triplet()({ anchor: point(x.mul(0)), positive: point(x), negative: point(x.mul(0).add(2)) }),
    title: "loss where the negative is 2 away",
    axis: "distance to the positive",
    range: [0.01, 3],
  },
};

/** Options without which a picture would not show what is special. */
const made: Readonly<Record<string, () => nn.Loss>> = { pinball: () => nn.pinball({ quantile: 0.9 }) };

/** A loss over what is predicted, and its slope there: what training feels. */
export const lossPicture = (key: string): Promise<Panel[]> | undefined => {
  const batch = batchScenes[key];
  if (batch)
    return withSlope(
      vmap((x: Tensor) => batch.loss(x).slice(0)),
      batch,
    );
  const scene = scenes[key];
  if (!scene) return undefined;
  const given = exported[key] as nn.Loss | { readonly makes: "loss"; (): nn.Loss };
  const loss = made[key]?.() ?? ("makes" in given ? given() : given);
  const { prediction, target, title, axis, range } = scene;
  const row = [target].flat();
  const rows = evenly(range).flatMap(() => row);
  const targets =
    loss.target === "classes"
      ? tensor(rows, { dtype: "int32" })
      : tensor(rows).reshape([rows.length / row.length, row.length]);
  return withSlope((x) => loss(prediction(x), targets as Tensor), { title, axis, range });
};
