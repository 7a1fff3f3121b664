import { tensor, zeros } from "@kaviar/tensor";
import * as bags from "../../src/bag/index.ts";
import * as diagnosis from "../../src/diagnosis/index.ts";
import type * as doctor from "../../src/doctor/index.ts";
import * as growth from "../../src/growth/index.ts";
import * as heads from "../../src/head/index.ts";
import { dense, embeddingBag } from "../../src/layers/index.ts";
import * as logging from "../../src/logging/index.ts";
import { meanSquaredError } from "../../src/losses/index.ts";
import * as minimizing from "../../src/minimize/index.ts";
import * as model from "../../src/model/index.ts";
import type * as parameters from "../../src/parameters/index.ts";
import * as perceptrons from "../../src/perceptron/index.ts";
import type * as recommending from "../../src/recommend/index.ts";
import * as splits from "../../src/splits/index.ts";
import * as text from "../../src/text/index.ts";
import * as trainer from "../../src/trainer/index.ts";
import * as training from "../../src/training/index.ts";
import * as weights from "../../src/weights/index.ts";
import type { MisspeltCalls } from "./misspelt.ts";

const line = dense(1);
const rows = { x: [[0], [1], [2], [3]], y: [0, 1, 2, 3] };
const loss = meanSquaredError;
const labels = [0, 0, 1, 1];

const ofBag: MisspeltCalls<typeof bags> = {
  fitBag: (odd) => bags.fitBag(embeddingBag(3, 2), rows, odd),
};

const ofDiagnosis: MisspeltCalls<typeof diagnosis> = {
  gradientReport: (odd) => diagnosis.gradientReport(line, rows, { loss, ...(odd as object) }),
  lint: (odd) => diagnosis.lint(line, rows, { loss, ...(odd as object) }),
  overfitOneBatch: (odd) => diagnosis.overfitOneBatch(line, rows, { loss, ...(odd as object) }),
  prescribe: (odd) => diagnosis.prescribe(line, rows, { loss, ...(odd as object) }),
  rateRange: (odd) => diagnosis.rateRange(line, rows, { loss, ...(odd as object) }),
};

const ofGrowth: MisspeltCalls<typeof growth> = {
  grown: async (odd) => growth.grown(await model.initialized(line, [1]), line, odd),
};

const ofHead: MisspeltCalls<typeof heads> = {
  fitHead: (odd) => heads.fitHead(line, rows, { loss, ...(odd as object) }),
};

const ofLogging: MisspeltCalls<typeof logging> = {
  csvLog: "takes no options",
  jsonLines: "takes no options",
  tensorBoard: (odd) => logging.tensorBoard("nowhere", odd),
};

const ofMinimize: MisspeltCalls<typeof minimizing> = {
  minimize: (odd) => minimizing.minimize((x) => x.square(), 1, odd),
};

const ofModel: MisspeltCalls<typeof model> = {
  ctcDecode: (odd) => model.ctcDecode(zeros([1, 1, 2]), odd),
  ensemble: "takes no options",
  followedBy: "takes no options",
  testTimeAugmentation: "takes no options",
  featurePicture: (odd) => model.featurePicture(zeros([1, 1, 1, 1]), odd),
  features: "takes no options",
  initialized: (odd) => model.initialized((x) => x, [1], odd),
  load: (odd) => model.load("nothing.onnx", odd),
  onnxLayer: (odd) => model.onnxLayer(new Uint8Array(), odd),
  stepwise: async (odd) =>
    model.stepwise(await training.fit(line, rows, { loss, epochs: 1 }), { length: 2, ...(odd as object) }),
  summary: "takes no options",
  summaryOf: "takes no options",
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

const ofPerceptron: MisspeltCalls<typeof perceptrons> = {
  perceptron: (odd) => perceptrons.perceptron({ x: rows.x, y: labels }, odd),
};

const ofSplits: MisspeltCalls<typeof splits> = {
  balancedBags: (odd) => splits.balancedBags(labels, odd),
  balancedBatches: (odd) => splits.balancedBatches(labels, { batchSize: 2, ...(odd as object) }),
  bestThreshold: "takes no options",
  classWeights: "takes no options",
  createRandom: "takes no options",
  evaluateFolds: "takes no options",
  groupKFold: (odd) => splits.groupKFold(labels, odd),
  holdout: (odd) => splits.holdout(4, 0.5, odd),
  kFold: (odd) => splits.kFold(10, odd),
  overSample: (odd) => splits.overSample(labels, odd),
  repeated: (odd) => splits.repeated(2, (seed) => splits.kFold(10, { seed }), odd),
  shuffled: "takes no options",
  smote: (odd) => splits.smote(rows.x, labels, odd),
  stratifiedGroupKFold: (odd) => splits.stratifiedGroupKFold(labels, labels, odd),
  stratifiedKFold: (odd) => splits.stratifiedKFold(labels, odd),
  timeSeriesSplit: (odd) => splits.timeSeriesSplit(10, odd),
  underSample: (odd) => splits.underSample(labels, odd),
};

const ofText: MisspeltCalls<typeof text> = {
  bytePairTokenizer: (odd) => text.bytePairTokenizer([], odd),
  tfIdf: (odd) => text.tfIdf([], odd),
  tfIdfFrom: "takes no options",
  tokenizerFrom: "takes no options",
  wordTokenizer: (odd) => text.wordTokenizer([], odd),
};

const ofTrainer: MisspeltCalls<typeof trainer> = {
  createTrainer: (odd) =>
    trainer.createTrainer({ networks: { line }, optimizers: {}, step: () => ({}), ...(odd as object) }),
};

const ofTraining: MisspeltCalls<typeof training> = {
  crossValidate: (odd) => training.crossValidate(line, rows, { loss, ...(odd as object) }),
  dynamicInitialization: (odd) => training.dynamicInitialization(line, tensor(rows.x), odd),
  fit: (odd) => training.fit(line, rows, { loss, ...(odd as object) }),
  hypergradient: (odd) => training.hypergradient(line, rows, { loss, validation: 0.5, ...(odd as object) }, ["rate"]),
  train: (odd) => training.train(line, rows, { loss, ...(odd as object) }),
  trainInWorker: (odd) => training.trainInWorker(line, rows, { loss, ...(odd as object) }),
};

const ofWeights: MisspeltCalls<typeof weights> = {
  adapters: "takes no options",
  mergeLora: "takes no options",
  lora: (odd) => weights.lora(line, odd),
  loadWeights: (odd) => weights.loadWeights({} as never, {}, odd),
  saveWeights: "takes no options",
  weightsOf: "takes no options",
};

const ofDoctor: MisspeltCalls<typeof doctor> = { render: "takes no options" };

const ofRecommend: MisspeltCalls<typeof recommending> = { recommend: "takes no options" };

export const runs = {
  ...ofBag,
  ...ofDoctor,
  ...ofDiagnosis,
  ...ofGrowth,
  ...ofHead,
  ...ofLogging,
  ...ofMinimize,
  ...ofModel,
  ...ofParameters,
  ...ofPerceptron,
  ...ofRecommend,
  ...ofSplits,
  ...ofText,
  ...ofTrainer,
  ...ofTraining,
  ...ofWeights,
};
