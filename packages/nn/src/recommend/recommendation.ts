import type { Layer } from "../layers/contract/layer.ts";
import type { TrainOptions } from "../training/options.ts";

/** What is to be learned. */
export type RecommendTask =
  /** One of two classes. */
  | "binary"
  /** One of several classes, as a number or as a row of zeros and a one. */
  | "classes"
  /** Several labels a row, each yes or no. */
  | "labels"
  /** −1 or 1. */
  | "signs"
  | "numbers"
  /** How often something happened. */
  | "counts"
  /** Numbers between 0 and 1. */
  | "shares"
  /** The inputs themselves. */
  | "autoencoder";

/** What the inputs of a row are. */
export type InputKind = "table" | "images" | "sequences" | "tokens";

/** One thing that is chosen, in words of the library. */
export interface Choice {
  /** As it stands in code: "huber({ delta: 2.5 })". */
  readonly choice: string;
  /** Why, with the evidence in the data. */
  readonly why: string;
  /** What else would do, and when. */
  readonly instead: readonly { readonly choice: string; readonly when: string }[];
  /** The topic of `kaviar explain` that says more. */
  readonly topic: string;
}

/** What has to be chosen before a network is trained, in the order in which it is decided. */
export const parts = [
  "task",
  "normalization",
  "layers",
  "activation",
  "initializer",
  "output",
  "loss",
  "optimizer",
  "batchSize",
  "epochs",
  "regularization",
  "balance",
  "metrics",
] as const;

export type RecommendedPart = (typeof parts)[number];

export interface Recommendation {
  readonly task: RecommendTask;
  readonly inputs: InputKind;
  readonly choices: { readonly [Part in RecommendedPart]: Choice };
  /** The model and its training as a program, but for the data `x` and `y`. */
  readonly code: string;
  /** The recommended model, new each time. */
  readonly model: () => Layer;
  /** What `fit` and `train` take beside it and the data. */
  readonly options: TrainOptions;
}
