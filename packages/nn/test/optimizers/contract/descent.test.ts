import {
  accumulate,
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamw,
  centralize,
  chain,
  clipByGlobalNorm,
  dense,
  everything,
  fit,
  freeze,
  ftrl,
  gradientDescent,
  hypergradientRate,
  type Link,
  lamb,
  lbfgs,
  lion,
  lookahead,
  meanSquaredError,
  momentum,
  muon,
  nadam,
  named,
  nesterov,
  only,
  partition,
  radam,
  rmsprop,
  rprop,
  scaleByAdam,
  scaleByRate,
  sgd,
} from "@kaviar/nn";
import { describe, expect, it } from "vitest";

const optimizerMakers = [
  ...[adadelta, adafactor, adagrad, adam, adamax, adamw, ftrl, lamb, lbfgs, lion].map((make) => ({
    name: make.about.name,
    make: () => make(),
  })),
  ...[momentum, muon, nadam, nesterov, radam, rmsprop, rprop, gradientDescent].map((make) => ({
    name: make.about.name,
    make: () => make(),
  })),
];

const x = Array.from({ length: 16 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
const y = Float32Array.from(x, ([a, b]) => 2 * a! - b!);
const train = (optimizer: Link) => fit(dense(1), { x, y }, { loss: meanSquaredError, optimizer, epochs: 20 });

describe("which way steps lead", () => {
  it.each([
    ["a link that shapes gradients", () => clipByGlobalNorm(1)],
    ["several of them", () => chain(clipByGlobalNorm(1), centralize())],
    ["an empty chain", () => chain()],
    ["freeze by itself", () => freeze()],
    ["a wrapper around one", () => lookahead(clipByGlobalNorm(1))],
    ["gradients collected", () => accumulate(2, centralize())],
    ["Adam's scaling alone", () => scaleByAdam()],
  ])("is uphill for %s, which is refused", async (_, optimizer) => {
    await expect(train(optimizer())).rejects.toThrow(
      "`optimizer` must step downhill: it shapes gradients, but has no rate.",
    );
  });

  it.each([
    ["two optimizers", () => chain(adam(), sgd({ rate: 0.1 }))],
    ["a method that takes its rate inside and another", () => chain(lbfgs(), sgd({ rate: 0.1 }))],
    ["two rates", () => chain(scaleByRate(0.1), scaleByRate(0.1))],
    ["a wrapped one and another", () => chain(lookahead(adam()), rprop())],
    ["a direction with a rate", () => hypergradientRate({ rate: 0.1, hyperRate: 1e-4, direction: adam() })],
  ])("is uphill for %s, which says so when it is made", (_, make) => {
    expect(make).toThrow(/descends once: 2 of its links do, and two steps downhill lead uphill/);
  });

  it("is uphill for a part without a rate, and around an optimizer for some parameters only", () => {
    expect(() =>
      partition([
        [named("bias"), clipByGlobalNorm(1)],
        [everything, adam()],
      ]),
    ).toThrow("Each part of partition must step downhill");
    expect(() => only(named("bias"), adam())).toThrow("only(predicate, link) passes all other gradients as they are");
  });

  it("is down for every optimizer of the catalogue as it comes, and for one of one's own", async () => {
    const own: Link = { init: () => ({}), update: (gradients, state) => [gradients, state] };
    expect(() => chain(clipByGlobalNorm(1), own)).not.toThrow();
    for (const { name, make } of optimizerMakers) {
      const { history } = await train(make());
      expect(history.at(-1)!.loss, name).toBeLessThanOrEqual(history[0]!.loss);
    }
  });
});
