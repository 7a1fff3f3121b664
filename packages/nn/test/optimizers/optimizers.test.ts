import { data, isTensor, key, scan, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamw,
  ftrl,
  hypergradientRate,
  type Link,
  type LinkState,
  lamb,
  lbfgs,
  lion,
  momentum,
  muon,
  nadam,
  nesterov,
  radam,
  rmsprop,
  rprop,
  scaleByAdam,
  sgd,
} from "../../src/optimizers/index.ts";
import { mapParameters, type Parameters } from "../../src/parameters/parameters.ts";
import { named, not } from "../../src/parameters/predicate.ts";
import { readRecorded } from "../recorded.ts";
import { some, walk } from "./walk.ts";

type Listed = Readonly<Record<string, readonly number[]>>;

interface Recorded {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly start: Listed;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly curvature: readonly number[];
  readonly steps: readonly number[];
  readonly paths: Readonly<Record<string, readonly Listed[]>>;
}

/** Steps of a small net and an ill-conditioned quadratic in float64; record.py says by whom. */
const recorded = readRecorded<Recorded>("optimizers");

const asTensor = (list: readonly number[], shape: readonly number[], dtype: "float32" | "float64"): Tensor =>
  tensor(dtype === "float64" ? Float64Array.from(list) : Float32Array.from(list), { shape }) as Tensor;

interface At {
  readonly parameters: Parameters;
  readonly state: LinkState;
}

const descend = (optimizer: Link, dtype: "float32" | "float64") => {
  const start: Parameters = Object.fromEntries(
    Object.entries(recorded.start).map(([name, list]) => [name, asTensor(list, recorded.shapes[name]!, dtype)]),
  );
  const [x, y, curvature] = [
    asTensor(recorded.x, [8, 3], dtype),
    asTensor(recorded.y, [8, 2], dtype),
    asTensor(recorded.curvature, [3], dtype),
  ];
  const lossOf = (p: Readonly<Record<string, Tensor>>): Tensor => {
    const h = x.matmul(p.w1!).add(p.b1!).tanh();
    const net = h.matmul(p.w2!).add(p.b2!).sub(y).square().mean();
    return net.add(p.q!.square().mul(curvature).sum().mul(0.5));
  };
  const [last, path] = scan(
    (at: At, step: Tensor): [At, Parameters] => {
      const [loss, gradients] = valueAndGrad(lossOf as (p: Parameters) => Tensor)(at.parameters);
      const progress = { step, steps: tensor(20), stepsPerEpoch: tensor(5), loss, key: key(0) };
      const [updates, state] = optimizer.update(gradients, at.state, at.parameters, progress);
      const parameters = mapParameters((_, p, u) => p.add(u!), at.parameters, updates);
      return [{ parameters, state }, parameters];
    },
    { parameters: start, state: optimizer.init(start) },
    tensor(Float32Array.from({ length: 20 }, (_, i) => i)),
  );
  return { path, state: last.state, begun: optimizer.init(start) };
};

/** The largest difference from the recorded path, over all parameters and the recorded steps. */
const distance = async (optimizer: Link, name: string, dtype: "float32" | "float64"): Promise<number> => {
  const found = (await data(descend(optimizer, dtype).path)) as Readonly<Record<string, Float32Array>>;
  return Math.max(
    ...recorded.steps.flatMap((step, i) =>
      Object.entries(recorded.paths[name]![i]!).flatMap(([parameter, list]) =>
        list.map((value, j) => Math.abs(found[parameter]![(step - 1) * list.length + j]! - value)),
      ),
    ),
  );
};

const decayed = not(named("b1", "b2"));

const optimizers: Readonly<Record<string, readonly [name: string, optimizer: Link]>> = {
  "gradient descent as PyTorch": ["sgd", sgd({ rate: 0.02 })],
  "averaged momentum as optax's ema": ["momentum", momentum({ rate: 0.05 })],
  "accumulated momentum as PyTorch": ["momentum accumulated", momentum({ rate: 0.01, accumulated: true })],
  "Nesterov as PyTorch": ["nesterov", nesterov({ rate: 0.01 })],
  "Nesterov as θ − βv, by hand": ["nesterov by hand", nesterov({ rate: 0.01 })],
  "Adagrad as Keras from 0": ["adagrad", adagrad({ rate: 0.1, epsilon: 1e-4 })],
  "Adagrad with ε inside the root, by hand": ["adagrad by hand", adagrad({ rate: 0.1, epsilon: 1e-4 })],
  "RMSprop as Keras": ["rmsprop", rmsprop({ rate: 0.01 })],
  "Adam as PyTorch": ["adam", adam({ rate: 0.05 })],
  "AMSGrad as PyTorch": ["adam amsgrad", adam({ rate: 0.05, beta1: 0.8, beta2: 0.9, amsgrad: true })],
  "AdaDelta as PyTorch": ["adadelta", adadelta()],
  "Adamax as Keras": ["adamax", adamax({ rate: 0.02 })],
  "Nadam as optax": ["nadam", nadam({ rate: 0.02 })],
  "AdamW as PyTorch, weights only": ["adamw", adamw({ rate: 0.02, decay: 0.3, decayed })],
  "Lion as optax": ["lion", lion({ rate: 0.01, decay: 0.1, decayed })],
  "RAdam as PyTorch": ["radam", radam({ rate: 0.02 })],
  "LAMB as optax": ["lamb", lamb({ rate: 0.02, decay: 0.1, decayed })],
  "Adafactor as PyTorch": ["adafactor", adafactor({ rate: 0.05 })],
  "Rprop as PyTorch": ["rprop", rprop({ rate: 0.01 })],
  "Muon by hand, Adam for the rest": ["muon", muon({ rate: 0.02, others: adam({ rate: 0.01 }) })],
  "FTRL as Keras": ["ftrl", ftrl({ rate: 0.1 })],
  "FTRL with penalties as Keras": [
    "ftrl penalized",
    ftrl({ rate: 0.2, accumulator: 0.3, l1: 0.05, l2: 0.1, shrinkage: 0.02, beta: 0.5 }),
  ],
  "L-BFGS as PyTorch": ["lbfgs", lbfgs({ memory: 3, search: false })],
  "L-BFGS at half the rate as PyTorch": ["lbfgs half", lbfgs({ rate: 0.5, search: false })],
  "SGD-HD by hand": ["hypergradient sgd", hypergradientRate({ rate: 0.005, hyperRate: 1e-5 })],
  "Adam-HD by hand": [
    "hypergradient adam",
    hypergradientRate({ rate: 0.01, hyperRate: 1e-4, direction: scaleByAdam() }),
  ],
};

describe("twenty steps of a small net and an ill-conditioned quadratic, within 1e-5", () => {
  it.each(Object.entries(optimizers))("%s", async (_, [name, optimizer]) => {
    expect(await distance(optimizer, name, "float32")).toBeLessThan(1e-5);
  });

  it.each(Object.entries(optimizers).filter(([name]) => !name.includes("by hand")))(
    "%s, in float64",
    async (_, [name, optimizer]) => {
      expect(await distance(optimizer, name, "float64")).toBeLessThan(1e-6);
    },
  );
});

describe("the state of an optimizer", () => {
  it.each(Object.entries(optimizers))("of %s keeps its places, shapes and dtypes", (_, [, optimizer]) => {
    const { state, begun } = descend(optimizer, "float64");
    expect(shapesOf(state)).toEqual(shapesOf(begun));
  });
});

describe("an update is pure", () => {
  it.each(Object.entries(optimizers))("%s writes to nothing it is given", (_, [, optimizer]) => {
    const start = frozen({ w1: tensor([[1, 2]]), b1: tensor([1]) });
    const state = frozen(optimizer.init(start));
    const at = { step: tensor(0), steps: tensor(1), stepsPerEpoch: tensor(1), loss: tensor(0), key: key(0) };
    expect(() => optimizer.update(start, state, start, at)).not.toThrow();
  });
});

describe("a gradient that is 0 in whole rows and columns", () => {
  const sparse = tensor([
    [0, 0, 0],
    [0, 1e-3, 0],
    [0, 2, 0],
  ]);
  const gradients = [sparse, sparse.mul(0), sparse].map((w1) => ({ w1, b1: tensor([0, 0, 0]) }));

  it.each(Object.entries(optimizers))("leaves %s with numbers", async (_, [, optimizer]) => {
    const { path } = walk(optimizer, { w1: some([3, 3]), b1: some([3]) }, gradients);
    const numbers = (await data(path.at(-1)!)) as Readonly<Record<string, Float32Array>>;
    expect(
      Object.values(numbers)
        .flatMap((each) => [...each])
        .every(Number.isFinite),
    ).toBe(true);
  });
});

/** The same records, closed to writing. */
const frozen = <T extends object>(part: T): T => {
  if (!isTensor(part)) for (const each of Object.values(Object.freeze(part))) frozen(each as object);
  return part;
};

/** Shapes and dtypes in place of tensors. */
const shapesOf = (part: unknown): unknown => {
  if (isTensor(part)) return `${part.dtype}[${part.shape}]`;
  return Object.fromEntries(Object.entries(part as object).map(([name, each]) => [name, shapesOf(each)]));
};
