import { normal, type Random } from "@kaviar/base/random";
import { adamw, dense, dropout, gelu, relu, sequential, sparseSoftmaxCrossEntropy, tanh, train } from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import { choice, float, int, log, type Space } from "@kaviar/tune";
import { hartmann6, suite, type TestFunction } from "./functions.ts";

/** Functions of one kind: what a study of each would have in common with the others. */
export interface Family {
  readonly name: string;
  readonly space: Space;
  readonly trials: number;
  /** A function of the family; `isLast`: the one that the others are to help with. */
  task(random: Random, isLast: boolean): Task;
}

interface Task {
  value(params: never): number | Promise<number>;
  readonly minimum: number;
}

const branin = suite.find(([{ name }]) => name === "branin")![0];

type Point = Readonly<Record<string, number>>;

const boundsOf = (space: Space) =>
  Object.entries(space).map(([name, parameter]) => {
    const { domain } = (parameter as { readonly parameter: { readonly domain: { low: number; high: number } } })
      .parameter;
    return { name, low: domain.low, width: domain.high - domain.low };
  });

/** A point a share of its range away along each axis, another one for each task. */
const shifted = ({ space, value, minimum }: TestFunction, random: Random, share: number): Task => {
  const ranges = boundsOf(space).map(({ name, width }) => [name, share * (2 * random() - 1) * width] as const);
  const at = value as unknown as (point: Point) => number;
  return {
    value: (point: Point) => at(Object.fromEntries(ranges.map(([name, off]) => [name, point[name]! + off]))),
    minimum,
  } as Task;
};

const negated = ({ value, minimum }: Task): Task => ({
  value: (point) => -(value(point) as number),
  minimum: -minimum,
});

/** A bowl with its lowest point anywhere, in a space of numbers between 0 and 1. */
const bowl = (space: Space, random: Random): Task => {
  const parts = boundsOf(space).map((bounds) => ({ ...bounds, centre: random(), weight: Math.exp(normal(random)) }));
  return {
    value: (point: Point) =>
      parts.reduce(
        (sum, { name, low, width, centre, weight }) => sum + weight * ((point[name]! - low) / width - centre) ** 2,
        0,
      ),
    minimum: 0,
  } as Task;
};

/** Choices that are good or bad for all tasks alike, nearly; where the numbers are best depends on one of them. */
const chosen: Family = {
  name: "choices",
  trials: 40,
  space: {
    kind: choice(["a", "b", "c", "d"]),
    size: choice(["s", "m", "l"]),
    n: int(0, 20),
    r: log(1e-5, 1),
    u: float(0, 1),
    v: float(-3, 3),
  },
  task: (random) => {
    const near = (value: number, spread: number) => value + spread * normal(random);
    const offsets = { a: near(0.6, 0.1), b: 0, c: near(0.5, 0.1), d: near(1, 0.1) };
    const sizes = { s: near(0.4, 0.05), m: 0, l: near(0.2, 0.05) };
    const [n, r, u, v] = [near(13, 1.5), near(-3, 0.3), near(0.7, 0.07), near(1.5, 0.3)];
    return {
      value: (p: { kind: "a" | "b" | "c" | "d"; size: "s" | "m" | "l"; n: number; r: number; u: number; v: number }) =>
        offsets[p.kind] +
        sizes[p.size] +
        0.02 * (p.n - Math.round(n)) ** 2 +
        0.3 * (Math.log10(p.r) - r) ** 2 +
        2 * (p.u - u) ** 2 +
        0.4 * (p.v - (p.kind === "a" ? -v : v)) ** 2,
      minimum: 0,
    } as Task;
  },
};

/** Points on two spirals, and which one they are on. */
const spirals = (random: Random, turns: number, noise: number) => {
  const rows = 192;
  const x = new Float32Array(2 * rows);
  const y = Int32Array.from({ length: rows }, (_, i) => i % 2);
  for (let i = 0; i < rows; i++) {
    const along = Math.sqrt(random());
    const angle = Math.PI * (2 * turns * along + y[i]!);
    x[2 * i] = along * Math.cos(angle) + noise * normal(random);
    x[2 * i + 1] = along * Math.sin(angle) + noise * normal(random);
  }
  return { x: tensor(x, { shape: [rows, 2] }), y };
};

const activations = { relu, gelu, tanh };

/** Small networks that are trained for real, each task with rows of its own: log₁₀ of the loss on others. */
const networks: Family = {
  name: "networks",
  trials: 15,
  space: {
    rate: log(1e-4, 1),
    units: int(4, 48, { log: true }),
    decay: log(1e-6, 0.1),
    share: float(0, 0.6),
    activation: choice(["relu", "gelu", "tanh"]),
  },
  task: (random) => {
    const [turns, noise] = [0.6 + 0.3 * random(), 0.02 + 0.08 * random()];
    const [seen, unseen] = [spirals(random, turns, noise), spirals(random, turns, noise)];
    return {
      value: async (p: {
        rate: number;
        units: number;
        decay: number;
        share: number;
        activation: keyof typeof activations;
      }) => {
        const model = sequential(dense(p.units), activations[p.activation], dropout(p.share), dense(2));
        const optimizer = adamw({ rate: p.rate, decay: p.decay });
        let loss = 1;
        for await (const epoch of train(model, seen, {
          loss: sparseSoftmaxCrossEntropy,
          optimizer,
          epochs: 25,
          batchSize: 32,
          validation: unseen,
          seed: 1,
        }))
          loss = epoch.validation!.loss;
        return Math.log10(loss);
      },
      minimum: 0,
    } as Task;
  },
};

export const families: readonly Family[] = [
  { name: "branin", space: branin.space, trials: 40, task: (random) => shifted(branin, random, 0.1) },
  { name: "hartmann6", space: hartmann6.space, trials: 40, task: (random) => shifted(hartmann6, random, 0.1) },
  chosen,
  networks,
  {
    name: "branin after bowls",
    space: branin.space,
    trials: 40,
    task: (random, isLast) => (isLast ? shifted(branin, random, 0.1) : bowl(branin.space, random)),
  },
  {
    name: "hartmann6 after −1×",
    space: hartmann6.space,
    trials: 40,
    task: (random, isLast) => {
      const task = shifted(hartmann6, random, 0.1);
      return isLast ? task : negated(task);
    },
  },
];
