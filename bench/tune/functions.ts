import { choice, float, int, type LiveTrial, log, type Space } from "@kaviar/tune";

/** A function with a known minimum, over a declared space and define-by-run alike. */
export interface TestFunction {
  readonly name: string;
  readonly space: Space;
  /** The value at nested params. */
  value(params: never): number;
  /** The same, asking for its parameters. */
  run(trial: LiveTrial): number;
  readonly minimum: number;
}

const box = (
  name: string,
  dimensions: number,
  low: number,
  high: number,
  minimum: number,
  f: (x: readonly number[]) => number,
  bounds: readonly (readonly [number, number])[] = Array.from({ length: dimensions }, () => [low, high] as const),
): TestFunction => ({
  name,
  space: Object.fromEntries(bounds.map(([from, to], i) => [`x${i}`, float(from, to)])),
  value: (params: Record<string, number>) => f(bounds.map((_, i) => params[`x${i}`]!)),
  run: (trial) => f(bounds.map(([from, to], i) => trial.float(`x${i}`, from, to))),
  minimum,
});

const sum = (x: readonly number[], term: (value: number, i: number) => number): number =>
  x.reduce((total, value, i) => total + term(value, i), 0);

const hartmannA = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const hartmannP = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
];

/** Definitions as in Surjanovic & Bingham, Virtual Library of Simulation Experiments. */
export const branin = box(
  "branin",
  2,
  0,
  0,
  0.39788735772973816,
  ([a = 0, b = 0]) =>
    (b - (5.1 / (4 * Math.PI ** 2)) * a ** 2 + (5 / Math.PI) * a - 6) ** 2 +
    10 * (1 - 1 / (8 * Math.PI)) * Math.cos(a) +
    10,
  [
    [-5, 10],
    [0, 15],
  ],
);
export const hartmann6 = box("hartmann6", 6, 0, 1, -3.322368011415515, (x) =>
  [1, 1.2, 3, 3.2].reduce(
    (total, weight, i) =>
      total - weight * Math.exp(-sum(x, (v, j) => hartmannA[i]![j]! * (v - hartmannP[i]![j]!) ** 2)),
    0,
  ),
);
export const rosenbrock = (d: number) =>
  box(`rosenbrock-${d}`, d, -5, 10, 0, (x) =>
    sum(x.slice(1), (v, i) => 100 * (v - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2),
  );
const rastrigin = (d: number) =>
  box(`rastrigin-${d}`, d, -4, 6, 0, (x) => sum(x, (v) => v ** 2 - 10 * Math.cos(2 * Math.PI * v) + 10));
export const ackley = (d: number) =>
  box(
    `ackley-${d}`,
    d,
    -10,
    30,
    0,
    (x) =>
      -20 * Math.exp(-0.2 * Math.sqrt(sum(x, (v) => v ** 2) / d)) -
      Math.exp(sum(x, (v) => Math.cos(2 * Math.PI * v)) / d) +
      20 +
      Math.E,
  );
export const levy = (d: number) =>
  box(`levy-${d}`, d, -10, 10, 0, (x) => {
    const w = x.map((v) => 1 + (v - 1) / 4);
    const last = w[d - 1]!;
    return (
      Math.sin(Math.PI * w[0]!) ** 2 +
      sum(w.slice(0, -1), (v) => (v - 1) ** 2 * (1 + 10 * Math.sin(Math.PI * v + 1) ** 2)) +
      (last - 1) ** 2 * (1 + Math.sin(2 * Math.PI * last) ** 2)
    );
  });
const griewank = (d: number) =>
  box(
    `griewank-${d}`,
    d,
    -400,
    600,
    0,
    (x) => sum(x, (v) => v ** 2) / 4000 - x.reduce((p, v, i) => p * Math.cos(v / Math.sqrt(i + 1)), 1) + 1,
  );
const styblinskiTang = (d: number) =>
  box(`styblinski-tang-${d}`, d, -5, 5, -39.16616570377142 * d, (x) => sum(x, (v) => v ** 4 - 16 * v ** 2 + 5 * v) / 2);
const schwefel = (d: number) =>
  box(
    `schwefel-${d}`,
    d,
    -500,
    500,
    0,
    (x) => 418.9828872724339 * d - sum(x, (v) => v * Math.sin(Math.sqrt(Math.abs(v)))),
  );
/** Steepness 10; the minimum of five dimensions. */
const michalewicz5 = box(
  "michalewicz-5",
  5,
  0,
  Math.PI,
  -4.687658179,
  (x) => -sum(x, (v, i) => Math.sin(v) * Math.sin(((i + 1) * v ** 2) / Math.PI) ** 20),
);
const ellipsoid = (d: number) =>
  box(`rotated-ellipsoid-${d}`, d, -5, 5, 0, (x) =>
    sum(x, (_, i) => sum(x.slice(0, i + 1), (v, j) => v - 0.3 * (j + 1)) ** 2),
  );
/** Whole numbers, a scale of its own, and a choice that shifts the optimum. */
const mixed: TestFunction = {
  name: "mixed-6",
  space: {
    kind: choice(["a", "b", "c", "d"]),
    n: int(0, 20),
    m: int(1, 256, { log: true }),
    r: log(1e-5, 1),
    u: float(0, 1),
    v: float(-3, 3),
  },
  value: mixedValue as TestFunction["value"],
  run: (t) =>
    mixedValue({
      kind: t.choice("kind", ["a", "b", "c", "d"]),
      n: t.int("n", 0, 20),
      m: t.int("m", 1, 256, { log: true }),
      r: t.float("r", 1e-5, 1, { log: true }),
      u: t.float("u", 0, 1),
      v: t.float("v", -3, 3),
    }),
  minimum: 0,
};

function mixedValue({
  kind,
  n,
  m,
  r,
  u,
  v,
}: {
  kind: string;
  n: number;
  m: number;
  r: number;
  u: number;
  v: number;
}): number {
  const shift = { a: 0, b: 1.5, c: -1, d: 0.5 }[kind]!;
  const offset = { a: 0.3, b: 0, c: 0.6, d: 1 }[kind]!;
  return (
    offset +
    0.02 * (n - 13) ** 2 +
    0.1 * (Math.log2(m) - 5) ** 2 +
    0.3 * (Math.log10(r) + 3) ** 2 +
    2 * (u - 0.7) ** 2 +
    0.4 * (v - shift) ** 2 +
    0.1 * (1 - Math.cos(4 * (v - shift)))
  );
}

interface Network {
  rate: number;
  batchLog2: number;
  layers: number;
  units: number;
  dropout: number;
  activation: "relu" | "tanh" | "sigmoid" | "gelu";
  decay: number;
  optimizer:
    | { kind: "sgd"; momentum: number }
    | { kind: "adam"; oneMinusBeta2: number }
    | { kind: "rmsprop"; epsilon: number };
}

/** A closed form in the likeness of a network's validation loss: conditional, mixed, the rate's optimum depends on others. */
const networkValue = (p: Network): number => {
  const L = Math.log10(p.rate);
  const W = Math.log10(p.decay);
  const u = Math.log2(p.units);
  const a = { relu: 0.05, tanh: 0.2, sigmoid: 0.5, gelu: 0 }[p.activation];
  const o = p.optimizer;
  const [offset, center] =
    o.kind === "sgd"
      ? [0.1 + 4 * (o.momentum - 0.9) ** 2, -1]
      : o.kind === "adam"
        ? [0.1 * (Math.log10(o.oneMinusBeta2) + 3) ** 2, -3]
        : [0.05 + 0.02 * (Math.log10(o.epsilon) + 7) ** 2, -3.2];
  return (
    0.3 * (L - center - 0.15 * (p.batchLog2 - 6)) ** 2 +
    0.1 * Math.abs(p.layers - 3) +
    0.05 * (u - 7) ** 2 +
    0.02 * (p.layers - 3) * (u - 7) +
    2 * (p.dropout - 0.3) ** 2 +
    a +
    0.04 * (W + 4) ** 2 +
    offset
  );
};

export const network: TestFunction = {
  name: "network",
  space: {
    rate: log(1e-5, 1),
    batchLog2: int(3, 9),
    layers: int(1, 8),
    units: int(8, 1024, { log: true }),
    dropout: float(0, 0.8),
    activation: choice(["relu", "tanh", "sigmoid", "gelu"]),
    decay: log(1e-7, 1e-1),
    optimizer: choice({
      sgd: { momentum: float(0, 0.99) },
      adam: { oneMinusBeta2: log(1e-5, 1e-1) },
      rmsprop: { epsilon: log(1e-10, 1e-4) },
    }),
  },
  value: networkValue as TestFunction["value"],
  run: (t) => {
    const shared = {
      rate: t.float("rate", 1e-5, 1, { log: true }),
      batchLog2: t.int("batchLog2", 3, 9),
      layers: t.int("layers", 1, 8),
      units: t.int("units", 8, 1024, { log: true }),
      dropout: t.float("dropout", 0, 0.8),
      activation: t.choice("activation", ["relu", "tanh", "sigmoid", "gelu"]),
      decay: t.float("decay", 1e-7, 1e-1, { log: true }),
    };
    const kind = t.choice("optimizer", ["sgd", "adam", "rmsprop"]);
    if (kind === "sgd") return networkValue({ ...shared, optimizer: { kind, momentum: t.float("momentum", 0, 0.99) } });
    if (kind === "adam")
      return networkValue({
        ...shared,
        optimizer: { kind, oneMinusBeta2: t.float("oneMinusBeta2", 1e-5, 1e-1, { log: true }) },
      });
    return networkValue({ ...shared, optimizer: { kind, epsilon: t.float("epsilon", 1e-10, 1e-4, { log: true }) } });
  },
  minimum: 0,
};

/** ZDT1 in ten dimensions: the front is f₂ = 1 − √f₁. (Zitzler, Deb & Thiele 2000) */
export const zdt1 = {
  space: Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`x${i}`, float(0, 1)])) as Space,
  values: (params: Record<string, number>): readonly [number, number] => {
    const x = Array.from({ length: 10 }, (_, i) => params[`x${i}`]!);
    const g = 1 + sum(x.slice(1), (v) => v);
    return [x[0]!, g * (1 - Math.sqrt(x[0]! / g))];
  },
  reference: [1.1, 6] as const,
};

/** What quality is judged on, with the number of trials. */
export const suite: readonly (readonly [TestFunction, number])[] = [
  [branin, 50],
  [hartmann6, 50],
  [hartmann6, 100],
  [rosenbrock(5), 100],
  [rastrigin(5), 100],
  [ackley(10), 200],
  [network, 100],
];

/** More of other kinds, on which no sampler may be worse than chance. */
export const others: readonly (readonly [TestFunction, number])[] = [
  [levy(6), 100],
  [griewank(6), 100],
  [styblinskiTang(5), 100],
  [schwefel(4), 100],
  [michalewicz5, 100],
  [ellipsoid(8), 100],
  [mixed, 100],
];
