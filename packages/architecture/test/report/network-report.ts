import type { NetworkReport } from "../../src/report/network-report.ts";

/** A report with something in every part. */
export const exampleReport = (change: Partial<NetworkReport> = {}): NetworkReport => ({
  title: "digits",
  source: "digits/",
  madeAt: Date.UTC(2024, 4, 1),
  kind: "image",
  task: "classes",
  classes: ["zero", "one", "two"],
  rows: 1437,
  input: "8 × 8 pixels, grey",
  metric: { title: "Accuracy", better: "higher" },
  seconds: 118.2,
  budget: 120,
  counts: { scored: 3, stopped: 1, failed: 1 },
  score: { value: 0.9861, rows: 360, on: "holdout", interval: { low: 0.972, high: 0.997 } },
  bought: [
    { name: "constant", words: "always “one”", isChosen: false, validation: 0.11, honest: 0.1 },
    { name: "recipe", words: "residual: 2 stages of 16", isChosen: false, validation: 0.978, honest: 0.9778 },
    { name: "network", words: "residual: 3 stages of 24", isChosen: true, validation: 0.989, honest: 0.9861 },
  ],
  winner: {
    trial: 3,
    family: "residual",
    values: [
      ["width", 24],
      ["activation", "relu"],
    ],
    parameters: 88_234,
    multiplyAdds: 1_200_000,
    millisecondsPerRow: 0.21,
    bytes: 360_000,
    members: 1,
    layers: [
      { path: "", kind: "sequential", depth: 0, output: "3", parameters: 0, multiplyAdds: 0 },
      { path: "conv2d", kind: "conv2d", depth: 1, output: "24 × 8 × 8", parameters: 216, multiplyAdds: 13_824 },
      { path: "dense", kind: "dense", depth: 1, output: "3", parameters: 75, multiplyAdds: 72 },
    ],
    training: [
      { epoch: 1, loss: 1.1, validationLoss: 0.9, score: 0.8, rate: 0.003 },
      { epoch: 2, loss: 0.5, validationLoss: 0.4, score: 0.95, rate: 0.002 },
      { epoch: 3, loss: 0.2, validationLoss: 0.25, score: 0.98, rate: 0.0001 },
    ],
  },
  trials: [],
  examples: [],
  pictures: [],
  failures: [],
  notes: ["The network was trained on 32-bit floats."],
  usage: [{ title: "In JavaScript", code: 'const model = await load("model.onnx");' }],
  omitted: [],
  ...change,
});
