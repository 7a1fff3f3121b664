/** The kinds of topic, in the order in which they are listed, each with the name of its table. */
export const tables = {
  idea: "ideas",
  finding: "findings",
  activation: "activations",
  layer: "layers",
  loss: "losses",
  optimizer: "optimizers",
  schedule: "schedules",
  initializer: "initializers",
  regularizer: "regularizers",
  augmentation: "augmentations",
  metric: "metrics",
  split: "splits",
  step: "steps",
  model: "models",
  ensemble: "ensembles",
  evaluation: "evaluations",
  sampler: "samplers",
  pruner: "pruners",
  scale: "scales",
  derivative: "derivatives",
  calculus: "calculus",
  function: "functions",
} as const;

export type Kind = keyof typeof tables;
