import { between, type Chosen, flag, oneOf, several, whole } from "../../choices/choice.ts";
import { featureNames } from "./features.ts";
import { type DrawnPoint, shapes } from "./points.ts";

export const activations = [
  "relu",
  "leakyRelu",
  "tanh",
  "sigmoid",
  "gelu",
  "elu",
  "selu",
  "silu",
  "softplus",
  "softsign",
  "linear",
] as const;

export const optimizers = [
  "sgd",
  "momentum",
  "nesterov",
  "adam",
  "adamw",
  "nadam",
  "radam",
  "adamax",
  "adagrad",
  "adadelta",
  "rmsprop",
  "ftrl",
  "lion",
  "lamb",
  "muon",
] as const;

export const schedules = [
  "constant",
  "cosine",
  "warmup",
  "stepDecay",
  "exponentialDecay",
  "inverseTime",
  "linearSchedule",
  "oneCycle",
  "cyclic",
  "cosineRestarts",
] as const;

export const initializers = [
  "fitting",
  "glorotUniform",
  "heNormal",
  "lecunNormal",
  "orthogonal",
  "tooSmall",
  "tooLarge",
  "zero",
] as const;

export const losses = [
  "sigmoidCrossEntropy",
  "hinge",
  "squaredHinge",
  "meanSquaredError",
  "meanAbsoluteError",
  "huber",
] as const;

export const penalties = ["none", "l1", "l2"] as const;

export const paces = ["slow", "steady", "fast"] as const;

/** How many milliseconds an epoch takes at least. */
export const everyAt: { readonly [Pace in (typeof paces)[number]]: number } = { slow: 200, steady: 16, fast: 0 };

/** A hidden layer, as `8-relu`. */
export interface Hidden {
  readonly units: number;
  readonly activation: (typeof activations)[number];
}

const hidden = {
  unless: { units: 8, activation: "relu" } as Hidden,
  read: (text: string): Hidden | undefined => {
    const [units, name] = text.split("-");
    const count = whole(1, 12, 8).read(units ?? "");
    const activation = activations.find((each) => each === name);
    return count === undefined || activation === undefined ? undefined : { units: count, activation };
  },
  write: ({ units, activation }: Hidden): string => `${units}-${activation}`,
};

/** A point drawn by hand, in hundredths: `20_-40_100`. */
const drawn = {
  unless: { x: 0, y: 0, value: 1 } as DrawnPoint,
  read: (text: string): DrawnPoint | undefined => {
    const numbers = text.split("_").map((number) => Number(number || Number.NaN) / 100);
    const [x, y, value] = numbers;
    return numbers.length === 3 && numbers.every((number) => Math.abs(number) <= 1)
      ? { x: x!, y: y!, value: value! }
      : undefined;
  },
  write: ({ x, y, value }: DrawnPoint): string => [x, y, value].map((number) => Math.round(100 * number)).join("_"),
};

/** All that can be chosen in the playground. */
export const choices = {
  data: oneOf(shapes, "circle"),
  noise: between(0, 0.5, 0.1),
  rows: whole(10, 500, 256),
  test: between(0.1, 0.9, 0.5),
  seed: whole(0, 999, 0),
  points: several(drawn, 200, []),
  features: several(oneOf(featureNames, "x"), featureNames.length, ["x", "y"]),
  layers: several(hidden, 8, [
    { units: 8, activation: "relu" },
    { units: 8, activation: "relu" },
  ]),
  batchNorm: flag(false),
  dropout: between(0, 0.8, 0),
  initializer: oneOf(initializers, "fitting"),
  loss: oneOf(losses, "sigmoidCrossEntropy"),
  optimizer: oneOf(optimizers, "adam"),
  rate: between(0.00001, 100, 0.01),
  schedule: oneOf(schedules, "constant"),
  batch: whole(1, 500, 32),
  penalty: oneOf(penalties, "none"),
  strength: between(0, 1, 0.001),
  epochs: whole(1, 100_000, 1_000),
  pace: oneOf(paces, "steady"),
};

export type PlaygroundChoices = Chosen<typeof choices>;

/** What a run has to begin anew for; all else can change while it goes on. */
export const keyOf = ({ optimizer, rate, schedule, penalty, strength, pace, ...begins }: PlaygroundChoices): string =>
  JSON.stringify(begins);
