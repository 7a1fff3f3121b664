import { expect, it } from "vitest";
import * as nn from "../src/index.ts";
import { flatten, leakyRelu, meanSquaredError, relu } from "../src/index.ts";

/** The answer to a call as people write it who come from Keras or PyTorch. */
const answer = (call: (n: Record<string, (...given: unknown[]) => unknown>) => unknown): string => {
  try {
    call(nn as never);
  } catch (error) {
    if (error instanceof nn.ModelError) return `${error.evidence} ${error.remedy}`;
    throw error;
  }
  throw new Error("It was accepted.");
};

it.each<[Parameters<typeof answer>[0], RegExp]>([
  [(n) => n.adam!({ lr: 1 }), /called `rate` here/],
  [(n) => n.adam!({ learning_rate: 1 }), /called `rate` here/],
  [(n) => n.sgd!({ learningRate: 1 }), /called `rate` here/],
  [(n) => n.adam!(0.1), /Write adam\(\{ rate: 0\.1 \}\)/],
  [(n) => n.adam!({ betas: [0.9, 0.999] }), /adam\(\{ beta1: 0\.9, beta2: 0\.999 \}\)/],
  [(n) => n.adam!({ eps: 1e-8 }), /called `epsilon` here/],
  [(n) => n.adam!({ weightDecay: 0.1 }), /adamw\(\{ rate: 1e-3, decay: 0\.01 \}\)/],
  [(n) => n.adamw!({ weight_decay: 0.1 }), /called `decay` here/],
  [(n) => n.adam!({ clipnorm: 1 }), /chain\(clipByNorm\(1\), adam\(\)\)/],
  [(n) => n.sgd!({ momentum: 0.9 }), /momentum\(\{ rate: 0\.1 \}\)/],
  [(n) => n.rmsprop!({ rho: 0.9 }), /called `beta` here/],
  [(n) => n.clipByGlobalNorm!({ maxNorm: 1 }), /It stands by itself, in no record: 1\./],
  [(n) => n.conv2d!(8, 3, { strides: 2 }), /called `stride` here/],
  [(n) => n.conv2d!(3, 8, 3), /follows from the data/],
  [(n) => n.conv2d!({ filters: 8, kernelSize: 3 }), /It stands by itself, in no record: 8, 3\./],
  [(n) => n.conv2d!(8, { kernelSize: 3 }), /It stands by itself, in no record: 3\./],
  [(n) => n.conv2d!(8, 3, { activation: "relu" }), /a layer of its own, behind/],
  [(n) => n.lstm!(8, { returnSequences: true }), /called `sequence` here/],
  [(n) => n.lstm!(8, { return_sequences: true }), /called `sequence` here/],
  [(n) => n.lstm!(8, { bidirectional: true }), /bidirectional\(lstm\(8\)\)/],
  [(n) => n.lstm!(8, { batchFirst: true }), /sequences are \[N, T, C\]/],
  [(n) => n.dense!(8, "relu"), /a layer of its own, behind/],
  [(n) => n.dense!(4, 8), /follows from the data/],
  [(n) => n.dense!({ units: 8 }), /It stands by itself, in no record: 8\./],
  [(n) => n.dense!(8, { useBias: false }), /called `bias` here/],
  [(n) => n.dense!(8, { inputShape: [2] }), /shapes follow from the data/],
  [(n) => n.dense!(8, { kernelRegularizer: 1 }), /penalty: l2\(1e-4\)/],
  [(n) => n.dropout!({ rate: 0.5 }), /It stands by itself, in no record: 0\.5\./],
  [(n) => n.batchNorm!({ eps: 1e-5 }), /called `epsilon` here/],
  [(n) => n.embedding!({ inputDim: 8, outputDim: 2 }), /It stands by itself, in no record: 8, 2\./],
  [(n) => n.huber!(2), /Write huber\(\{ delta: 2 \}\)/],
  [(n) => n.smoothedSoftmaxCrossEntropy!({ labelSmoothing: 0.1 }), /called `smoothing` here/],
  [(n) => n.sparseSoftmaxCrossEntropy!({ fromLogits: true }), /Losses say it by name/],
  [(n) => n.meanSquaredError!({ reduction: "sum" }), /Write loss: meanSquaredError, not meanSquaredError\(\)/],
  [(n) => n.f1!({ average: "macro" }), /Write metrics: \[f1\]; where it has options, f1\.with/],
  [(n) => n.cosine!(0.1), /Write cosine\(\{ peak: 0\.1 \}\)/],
  [(n) => n.cosine!({ tMax: 100 }), /a schedule runs as long as the run/],
  [(n) => n.stepDecay!({ gamma: 0.1 }), /called `factor` here/],
  [(n) => n.randomFlip!("horizontal"), /Write randomFlip\(\{ horizontal: true \}\)/],
  [(n) => n.randomRotation!(10), /Write randomRotation\(\{ degrees: 10 \}\)/],
  [(n) => n.mixup!(0.2), /Write mixup\(\{ alpha: 0\.2 \}\)/],
  [(n) => n.l2!({ l2: 0.1 }), /It stands by itself, in no record: 0\.1\./],
  [() => (relu as never as () => unknown)(), /Write relu, not relu\(\)/],
  [() => (flatten as never as () => unknown)(), /Write flatten, not flatten\(\)/],
  [() => (leakyRelu as never as (o: object) => unknown)({ alpha: 0.2 }), /leakyRelu\.with\(\{ alpha: 0\.2 \}\)/],
])("answers %s", (call, expected) => {
  expect(answer(call)).toMatch(expected);
});

const data = { x: [[1], [2]], y: [1, 2] };
const training = (option: string) => () =>
  nn.train(nn.dense(1), data, { loss: meanSquaredError, [option]: 1 } as never);

it.each([
  ["lr", /optimizer: adam\(\{ rate: 1e-3 \}\)/],
  ["batch_size", /called `batchSize` here/],
  ["validationSplit", /called `validation` here/],
  ["callbacks", /train is a loop/],
  ["verbose", /Write progress: true/],
  ["patience", /stopEarly: \{ patience: 3 \}/],
  ["sampleWeight", /\{ x, y, weights \}/],
  ["initialEpoch", /resume: true/],
  ["regularizer", /called `penalty` here/],
] as const)("answers `%s` among the options of training", (option, expected) => {
  expect(answer(training(option))).toMatch(expected);
});

it("names the parameter whose initializer made no tensor: a schedule in its place", async () => {
  const model = nn.dense(1, { initializer: nn.constant(1) as never });
  await expect(nn.fit(model, data, { loss: meanSquaredError })).rejects.toThrow(
    "A parameter begins as a tensor: what its initializer made for weight is nothing.",
  );
});

it("begins a bias where its initializer says", async () => {
  const { history } = await nn.fit(
    nn.dense(1, { initializer: nn.zeroInitializer(), biasInitializer: nn.constantInitializer(3) }),
    { x: [[1], [2]], y: [3, 3] },
    { loss: meanSquaredError, epochs: 1, batchSize: "all" },
  );
  expect(history[0]!.loss).toBe(0);
});
