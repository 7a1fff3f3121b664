import { stopGradient, type Tensor, uniform } from "@kaviar/tensor";
import { expect, it } from "vitest";
import {
  adam,
  createRandom,
  dense,
  fit,
  type Layer,
  meanSquaredError,
  type Parameters,
  relu,
  sequential,
} from "../../src/index.ts";

/**
 * The nearest of some codes, with a gradient as if it were not there. Two parts of a loss draw codes to what is said and
 * what is said to codes. (van den Oord et al. 2017)
 */
const quantize = (count: number, commitment = 0.25): Layer => ({
  kind: "quantize",
  init: (key, inputShape) => ({
    params: { codes: uniform(key, [count, inputShape.at(-1)!], { low: -0.5, high: 0.5 }) },
    state: {},
    outputShape: inputShape,
  }),
  apply: ({ codes }, state, x) => {
    const book = codes as Tensor;
    const distances = x.expandDims(1).sub(book).square().sum(-1);
    const nearest = distances.argmin(1).oneHot(count).cast("float32").matmul(book);
    const loss = nearest
      .sub(stopGradient(x))
      .square()
      .mean()
      .add(x.sub(stopGradient(nearest)).square().mean().mul(commitment));
    return { y: x.add(stopGradient(nearest.sub(x))), state, loss };
  },
});

it("a VQ-VAE says rows with a few codes", async () => {
  const random = createRandom(4);
  // Six kinds of rows, and noise.
  const x = Array.from({ length: 480 }, (_, i) =>
    Array.from({ length: 12 }, (_, j) => Math.sin((1 + (i % 6)) * (j + 1)) + 0.1 * (random() - 0.5)),
  );
  const model = sequential(dense(24), relu, dense(3), quantize(16), dense(24), relu, dense(12));
  const trained = await fit(
    model,
    { x },
    { loss: meanSquaredError, optimizer: adam({ rate: 5e-3 }), epochs: 60, seed: 2 },
  );
  const { loss } = await trained.evaluate({ x }, { loss: (p, t) => p.sub(t).square().mean(-1) });
  // Without codes each row is its mean: the variance, about a half; the noise alone is 0.0008.
  expect(loss).toBeLessThan(0.1);
  const codes = (trained.params.quantize as Parameters).codes as Tensor;
  expect(codes.shape).toEqual([16, 3]);
});
