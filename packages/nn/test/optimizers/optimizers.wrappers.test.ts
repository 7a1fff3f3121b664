import { data, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  accumulate,
  adam,
  averageWeights,
  chain,
  clipByGlobalNorm,
  createLink,
  decay,
  freeze,
  gradientNoise,
  holdZeros,
  type Link,
  lookahead,
  only,
  partition,
  reduceOnPlateau,
  sgd,
} from "../../src/optimizers/index.ts";
import { mapParameters } from "../../src/parameters/parameters.ts";
import { everything, named } from "../../src/parameters/predicate.ts";
import { exponentialDecay } from "../../src/schedules/index.ts";
import { readRecorded } from "../recorded.ts";
import { distance, type Flat, layer, some, walk } from "./walk.ts";

describe("gradient accumulation", () => {
  const small = [1, 2, 3, 4, 5, 6, 7].map(layer);
  const mean = (from: number): Flat =>
    mapParameters((_, a, b, c) => a.add(b!).add(c!).div(3), small[from]!, small[from + 1]!, small[from + 2]!);
  const optimizer = () => adam({ rate: exponentialDecay({ rate: 0.1, factor: 0.5 }) });

  it("of 3 is one update by the mean of 3 gradients, with steps and schedule counting updates", async () => {
    const { path, state } = walk(accumulate(3, optimizer()), layer(9), small);
    const whole = walk(optimizer(), layer(9), [mean(0), mean(3)]);
    const found = await data({
      begin: layer(9).weight,
      each: path.map((p) => p.weight as Tensor),
      whole: whole.path.map((p) => p.weight as Tensor),
      left: (state.total as Flat).weight as Tensor,
      seventh: small[6]!.weight,
    });
    const [first, second, third, fourth, fifth, sixth, seventh] = found.each;
    expect([first, second]).toEqual([found.begin, found.begin]);
    expect(distance(third!, found.whole[0]!)).toBeLessThan(1e-6);
    expect([fourth, fifth]).toEqual([third, third]);
    expect(distance(sixth!, found.whole[1]!)).toBeLessThan(1e-6);
    expect([seventh, found.left]).toEqual([sixth, found.seventh]);
  });

  it("needs a whole number of batches", () => {
    expect(() => accumulate(0, adam())).toThrow("`n` of accumulate must be a whole number ≥ 1: got 0.");
  });
});

describe("lookahead", () => {
  it("meets every 2 steps: φ ← φ + 0.3(θ − φ), θ ← φ", async () => {
    const constantGradient = Array.from({ length: 4 }, () => ({ w: tensor([1]) }));
    const { path } = walk(
      lookahead(sgd({ rate: 0.1 }), { every: 2, share: 0.3 }),
      { w: tensor([1]) },
      constantGradient,
    );
    const found = await data(path.map((p) => p.w as Tensor));
    // 1 → 0.9 → (0.8, φ = 1 + 0.3(0.8 − 1) = 0.94) → 0.84 → (0.74, φ = 0.94 + 0.3(0.74 − 0.94) = 0.88)
    expect(
      distance(
        found.map(([w]) => w!),
        [0.9, 0.94, 0.84, 0.88],
      ),
    ).toBeLessThan(1e-6);
  });
});

describe("the average of the weights", () => {
  it("is e ← 0.9e + 0.1θ from the first weights on, and what is predicted with", async () => {
    const link = chain(sgd({ rate: 0.5 }), averageWeights({ decay: 0.9 }));
    const { path, state } = walk(link, { w: tensor([2]) }, (p) => p, 5);
    const found = await data({
      path: path.map((p) => p.w as Tensor),
      average: link.predicting!(state, {}).w as Tensor,
    });
    const expected = found.path.reduce((e, [w]) => 0.9 * e + 0.1 * w!, 2);
    expect(distance(found.average, [expected])).toBeLessThan(1e-6);
    expect(found.path.at(-1)![0]).toBe(2 / 32);
  });
});

describe("freezing", () => {
  it("leaves bits as they are, −0 too, whatever else is in the chain", async () => {
    const start = { weight: tensor([-0, 1e-30, 0.1]), bias: some([2]) };
    const link = chain(
      freeze(named("weight")),
      gradientNoise({ variance: 1 }),
      adam({ rate: 0.1 }),
      decay(0.1),
      averageWeights(),
    );
    const { path, state } = walk(link, start, (p) => p, 3);
    const [end, average, bias, begin] = await data([
      path[2]!.weight,
      link.predicting!(state, {}).weight as Tensor,
      path[2]!.bias,
      start.bias,
    ] as Tensor[]);
    expect(Array.from(end!, (x) => Object.is(x, -0))).toEqual([true, false, false]);
    expect(end).toEqual(Float32Array.of(-0, 1e-30, 0.1));
    expect(distance(average!, end!)).toBe(0);
    expect(distance(bias!, begin!)).toBeGreaterThan(0.1);
  });

  it("takes frozen gradients out of a global norm", async () => {
    const link = chain(clipByGlobalNorm(1), sgd({ rate: 1 }), freeze(named("weight")));
    const { path } = walk(link, { weight: tensor([0]), bias: tensor([0]) }, [
      { weight: tensor([1e6]), bias: tensor([0.5]) },
    ]);
    expect(await path[0]!.bias!.item()).toBe(-0.5);
  });
});

describe("partition", () => {
  const gradients = [layer(2), layer(3)];

  it("gives each parameter to the first optimizer that wants it", async () => {
    const parted = partition([
      [named("weight"), adam({ rate: 0.1 })],
      [everything, sgd({ rate: 0.5 })],
    ]);
    const ends = [parted, adam({ rate: 0.1 }), sgd({ rate: 0.5 })].map(
      (link) => walk(link, layer(), gradients).path[1]!,
    );
    const [both, byAdam, bySgd] = await data(ends as Flat[]);
    expect(both).toEqual({ weight: byAdam!.weight, bias: bySgd!.bias });
  });

  it("names the parameters that none wants", () => {
    expect(() => partition([[named("weight"), adam()]]).init(layer())).toThrow(
      "partition has an optimizer for each parameter: none chooses bias.",
    );
  });

  it("passes on what its parts freeze, predict with, and do after epochs", async () => {
    const link = partition([
      [named("weight"), chain(sgd({ rate: 0.5 }), averageWeights({ decay: 0.5 }))],
      [everything, chain(sgd({ rate: reduceOnPlateau({ rate: 1, factor: 0.5, patience: 1 }) }), freeze())],
    ]);
    const { path, state } = walk(link, { weight: tensor([4]), bias: tensor([7]) }, (p) => p, 1);
    const judged = [1, 1].reduce((s, loss, i) => link.afterEpoch!(s, { epoch: i + 1, loss }), state);
    const rate = (judged as never as { 1: { 0: { numbers: Flat } } })[1][0].numbers.rate as Tensor;
    const found = await data([link.predicting!(state, path[0]!), rate] as [Flat, Tensor]);
    expect(found).toEqual([{ weight: Float32Array.of(3), bias: Float32Array.of(7) }, Float32Array.of(0.5)]);
  });
});

describe("a link for some parameters", () => {
  it("lets the gradients of the others pass", async () => {
    const half: Link = createLink({ update: (g) => ({ update: g.mul(-0.5) }) });
    const link = only(named("weight"), half);
    const [updates] = link.update(layer(2), link.init(layer()), layer(), {
      step: tensor(0),
      steps: tensor(1),
      stepsPerEpoch: tensor(1),
      loss: tensor(0),
      key: tensor(new Uint32Array(2)),
    });
    const [found, given] = await data([updates as Flat, layer(2) as Flat]);
    expect(found).toEqual({ weight: given!.weight!.map((g) => -0.5 * g), bias: given!.bias });
  });
});

describe("held zeros", () => {
  it("stay 0, where weights are; biases begin at 0 and learn", async () => {
    const start = { weight: tensor([0, 1, 0, -1]), bias: tensor([0]) };
    const gradients = [1, 2, 3].map((seed) => ({ weight: some([4], seed), bias: some([1], seed) }));
    const { weight, bias } = await data(
      walk(chain(adam({ rate: 0.1 }), holdZeros()), start, gradients).path[2]! as typeof start,
    );
    expect([weight[0], weight[2]]).toEqual([0, 0]);
    expect(Math.min(Math.abs(weight[1]! - 1), Math.abs(weight[3]! + 1), Math.abs(bias[0]!))).toBeGreaterThan(0.01);
  });
});

describe("a rate that falls on plateaus", () => {
  it("does what PyTorch's ReduceLROnPlateau does with a patience of one less", async () => {
    const { plateau } = readRecorded<{ plateau: { losses: number[]; rates: number[] } }>("optimizers");
    const link: Link = sgd({
      rate: reduceOnPlateau({ rate: 0.1, factor: 0.5, patience: 2, cooldown: 2, minimum: 0.02 }),
    });
    let state = link.init({});
    const rates = plateau.losses.map((loss, i) => {
      state = link.afterEpoch!(state, { epoch: i + 1, loss: 99, validationLoss: loss });
      return (state.numbers as Flat).rate as Tensor;
    });
    expect(
      distance(
        (await data(rates)).map(([rate]) => rate!),
        plateau.rates,
      ),
    ).toBeLessThan(1e-7);
  });
});
