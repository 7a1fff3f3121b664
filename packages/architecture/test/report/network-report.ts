import { encodePng } from "@kaviar/base/picture";
import { dataUrl } from "../../src/report/examples.ts";
import type { NetworkReport } from "../../src/report/network-report.ts";

const families = ["plain", "residual", "separable", "visionTransformer"];
const classes = ["zero", "one", "two", "three", "four"];

/** A ring whose thickness is its number. */
const ring = (number: number): string => {
  const pixels = Uint8Array.from({ length: 144 }, (_, i) => {
    const distance = Math.hypot((i % 12) - 5.5, Math.floor(i / 12) - 5.5);
    return Math.abs(distance - 3.5) < 0.4 + (number % 5) / 3 ? 255 : 0;
  });
  return dataUrl(encodePng(pixels, 12, 12));
};

const trials: NetworkReport["trials"] = Array.from({ length: 24 }, (_, trial) => {
  const family = families[(trial * 7) % 4]!;
  const state = trial % 9 === 8 ? "failed" : trial % 3 === 2 ? "stopped" : "scored";
  return {
    trial,
    family,
    words: `${family}: 3 stages of ${12 + trial}, dropout ${(trial / 60).toFixed(2)}; rate 0.003, batch 64, flips, shifts of 2`,
    state,
    ...(state === "failed" ? {} : { score: 0.9 + 0.003 * trial - 0.05 * ((trial * 13) % 5 === 0 ? 1 : 0) }),
    at: 4.2 * (trial + 1),
    seconds: 3 + (trial % 5),
    epochs: 4 + (trial % 7),
    parameters: 4000 * (1 + ((trial * 5) % 23)),
    millisecondsPerRow: 0.02 * (1 + ((trial * 3) % 11)),
    origin: trial === 0 ? "recipe" : trial === 20 ? { trial: 6 } : "sampled",
  } as const;
});

const confusion = classes.map((_, i) => classes.map((_, j) => (i === j ? 60 + i : (i * 3 + j * 5) % 4 === 0 ? 2 : 0)));

/** A report with something in every part. */
export const exampleReport = (change: Partial<NetworkReport> = {}): NetworkReport => ({
  title: "digits",
  source: "digits/",
  command: "kaviar fit digits/ --time 2m",
  madeAt: Date.UTC(2024, 4, 1),
  kind: "image",
  task: "classes",
  classes,
  rows: 1437,
  input: "12 × 12 pixels, grey",
  metric: { title: "Accuracy", better: "higher" },
  seconds: 118.2,
  budget: 120,
  counts: { scored: 14, stopped: 8, failed: 2 },
  score: { value: 0.9861, rows: 360, on: "holdout", interval: { low: 0.9722, high: 0.9972 } },
  bought: [
    { name: "constant", words: "always “one”", isChosen: false, validation: 0.21, honest: 0.2 },
    { name: "recipe", words: "plain: 3 stages of 24, dropout 0.1", isChosen: false, validation: 0.9781, honest: 0.975 },
    {
      name: "network",
      words: "residual: 3 stages of 31, dropout 0.32",
      isChosen: false,
      validation: 0.989,
      honest: 0.9833,
    },
    { name: "ensemble", words: "residual and plain, together", isChosen: true, validation: 0.992, honest: 0.9861 },
  ],
  winner: {
    trial: 19,
    family: "residual",
    values: [
      ["width", 31],
      ["stages", 3],
      ["dropout", 0.3167],
      ["rate", 0.00312],
      ["batch", 64],
      ["flips", false],
      ["label smoothing", 0.05],
      ["epochs", 24],
    ],
    parameters: 188_234,
    multiplyAdds: 11_200_000,
    millisecondsPerRow: 0.21,
    bytes: 760_000,
    members: 2,
    layers: [
      { path: "", kind: "sequential", depth: 0, output: "5", parameters: 0, multiplyAdds: 0 },
      { path: "conv2d", kind: "conv2d", depth: 1, output: "31 × 12 × 12", parameters: 279, multiplyAdds: 40_176 },
      { path: "batchNorm", kind: "batchNorm", depth: 1, output: "31 × 12 × 12", parameters: 62, multiplyAdds: 0 },
      { path: "relu", kind: "relu", depth: 1, output: "31 × 12 × 12", parameters: 0, multiplyAdds: 0 },
      { path: "maxPool", kind: "maxPool", depth: 1, output: "31 × 6 × 6", parameters: 0, multiplyAdds: 0 },
      { path: "residual", kind: "residual", depth: 1, output: "62 × 6 × 6", parameters: 0, multiplyAdds: 0 },
      {
        path: "residual/conv2d",
        kind: "conv2d",
        depth: 2,
        output: "62 × 6 × 6",
        parameters: 34_596,
        multiplyAdds: 2_490_912,
      },
      { path: "residual/relu", kind: "relu", depth: 2, output: "62 × 6 × 6", parameters: 0, multiplyAdds: 0 },
      {
        path: "residual/conv2d2",
        kind: "conv2d",
        depth: 2,
        output: "62 × 6 × 6",
        parameters: 34_596,
        multiplyAdds: 2_490_912,
      },
      { path: "globalAveragePool", kind: "globalAveragePool", depth: 1, output: "62", parameters: 0, multiplyAdds: 0 },
      { path: "dense", kind: "dense", depth: 1, output: "5", parameters: 315, multiplyAdds: 310 },
    ],
    training: Array.from({ length: 24 }, (_, i) => ({
      epoch: i + 1,
      loss: 1.6 * 0.85 ** i + 0.01,
      validationLoss: 1.5 * 0.87 ** i + 0.05 + 0.002 * i,
      score: 0.99 - 0.5 * 0.8 ** i,
      rate: 0.003 * (1 - i / 24),
    })),
  },
  trials,
  judged: {
    task: "classes",
    on: "holdout",
    rows: 360,
    accuracy: 0.9861,
    scores: [
      { title: "Accuracy", value: 0.9861, constant: 0.2 },
      { title: "Log loss", value: 0.0512, constant: 1.609 },
      { title: "ROC AUC", value: 0.9991, constant: 0.5 },
    ],
    confusion: { labels: classes, counts: confusion },
    calibration: {
      error: 0.013,
      bins: [
        { rows: 4, said: 0.45, true: 0.5 },
        { rows: 9, said: 0.66, true: 0.55 },
        { rows: 20, said: 0.84, true: 0.8 },
        { rows: 327, said: 0.99, true: 0.997 },
      ],
    },
  },
  examples: Array.from({ length: 16 }, (_, i) => ({
    shown: { picture: ring(i) },
    actual: classes[i % 5]!,
    said: classes[(i < 5 ? i + 1 : i) % 5]!,
    isRight: i >= 5,
    probability: 0.98 - 0.03 * i,
    ...(i < 5 ? { ofActual: 0.01 + 0.01 * i } : {}),
    name: `digits/${classes[i % 5]}/${i}.png`,
  })),
  pictures: [
    {
      title: "Kernels of the first layer",
      says: "31 kernels of 3 × 3: each is a pattern that it looks for.",
      picture: ring(2),
    },
    { title: "What they make of a row", says: "A “three”, seen by the first eight of them.", picture: ring(4) },
  ],
  failures: [
    { reason: "The loss is no number after 12 steps: the rate of 0.4 is too high.", times: 2, words: trials[8]!.words },
  ],
  notes: ["3 files are no images: notes.txt, broken.png, empty.jpg.", "Of 1800 rows 360 were held out of the search."],
  usage: [
    { title: "Predict", code: "kaviar predict digits-kaviar new-digits/ > labels.csv" },
    {
      title: "In JavaScript",
      code: 'import { load } from "@kaviar/nn";\n\nconst model = await load("digits-kaviar/model.onnx");\nconst scores = await model.predict(images);',
    },
  ],
  omitted: ["There was no time for test-time augmentation."],
  ...change,
});
