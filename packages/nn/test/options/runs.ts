import type * as diagnosis from "../../src/diagnosis/index.ts";
import type * as minimize from "../../src/minimize/index.ts";
import type * as model from "../../src/model/index.ts";
import type * as parameters from "../../src/parameters/index.ts";
import type * as perceptron from "../../src/perceptron/index.ts";
import type * as splits from "../../src/splits/index.ts";
import type * as training from "../../src/training/index.ts";
import type { MisspeltCalls } from "./misspelt.ts";

const ofDiagnosis: MisspeltCalls<typeof diagnosis> = {
  gradientReport: "to be filled in",
  overfitOneBatch: "to be filled in",
  rateRange: "to be filled in",
};

const ofMinimize: MisspeltCalls<typeof minimize> = {
  minimize: "to be filled in",
};

const ofModel: MisspeltCalls<typeof model> = {
  ensemble: "to be filled in",
  featurePicture: "to be filled in",
  features: "to be filled in",
  load: "to be filled in",
  onnxLayer: "to be filled in",
  summary: "to be filled in",
  summaryOf: "to be filled in",
};

const ofParameters: MisspeltCalls<typeof parameters> = {
  and: "takes no options",
  everything: "takes no options",
  listParameters: "takes no options",
  mapParameters: "takes no options",
  named: "takes no options",
  not: "takes no options",
  or: "takes no options",
  under: "takes no options",
  weights: "takes no options",
};

const ofPerceptron: MisspeltCalls<typeof perceptron> = {
  perceptron: "to be filled in",
};

const ofSplits: MisspeltCalls<typeof splits> = {
  balancedBags: "to be filled in",
  balancedBatches: "to be filled in",
  bestThreshold: "to be filled in",
  classWeights: "to be filled in",
  createRandom: "to be filled in",
  groupKFold: "to be filled in",
  holdout: "to be filled in",
  kFold: "to be filled in",
  overSample: "to be filled in",
  repeated: "to be filled in",
  shuffled: "to be filled in",
  smote: "to be filled in",
  stratifiedGroupKFold: "to be filled in",
  stratifiedKFold: "to be filled in",
  timeSeriesSplit: "to be filled in",
  underSample: "to be filled in",
};

const ofTraining: MisspeltCalls<typeof training> = {
  crossValidate: "to be filled in",
  dynamicInitialization: "to be filled in",
  fit: "to be filled in",
  hypergradient: "to be filled in",
  train: "to be filled in",
  trainInWorker: "to be filled in",
};

export const runs = {
  ...ofDiagnosis,
  ...ofMinimize,
  ...ofModel,
  ...ofParameters,
  ...ofPerceptron,
  ...ofSplits,
  ...ofTraining,
};
