import { between, type Chosen, oneOf, whole } from "../../choices/choice.ts";

/** What differs between the runs. */
const subjects = ["rate", "batch"] as const;

export const optimizers = ["sgd", "momentum", "adam"] as const;

/** All that can be chosen. */
export const choices = {
  differ: oneOf(subjects, "rate"),
  optimizer: oneOf(optimizers, "sgd"),
  /** In the middle of those that are tried, or the one of all batches. */
  rate: between(0.00001, 10, 0.1),
  /** Rows in a batch, where rates differ. */
  batch: whole(1, 64, 16),
  epochs: whole(10, 500, 100),
  noise: between(0, 0.5, 0.1),
  seed: whole(0, 999, 0),
};

export type RateChoices = Chosen<typeof choices>;
