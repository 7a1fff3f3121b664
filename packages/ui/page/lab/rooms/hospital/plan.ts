import type { DataName } from "../../rows/table.ts";

export type Activation = "relu" | "leakyRelu" | "tanh" | "sigmoid";

export type Beginning = "fitting" | "large" | "tooLarge" | "alike";

/** All that makes a run of the hospital: what it learns from, what net, and how. */
export interface Plan {
  readonly data: DataName;
  readonly rows: number;
  /** The share of the rows that are held out. */
  readonly held: number;
  /** Units of the hidden layers. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly begins: Beginning;
  readonly optimizer: "sgd" | "adam";
  readonly rate: number;
  readonly schedule: "constant" | "warmup" | "cosine";
  readonly batch: number;
  readonly epochs: number;
  readonly normalize: boolean;
  readonly batchNorm: boolean;
  readonly dropout: number;
  /** The strength of l2; 0 is none. */
  readonly penalty: number;
  readonly clip: boolean;
  readonly classWeights: boolean;
  readonly stopEarly: boolean;
}

/** A run in good health, from which those of the hospital differ. */
export const usual: Plan = {
  data: "clouds",
  rows: 600,
  held: 0.25,
  hidden: [32, 32],
  activation: "relu",
  begins: "fitting",
  optimizer: "adam",
  rate: 0.003,
  schedule: "constant",
  batch: 32,
  epochs: 20,
  normalize: false,
  batchNorm: false,
  dropout: 0,
  penalty: 0,
  clip: false,
  classWeights: false,
  stopEarly: false,
};
