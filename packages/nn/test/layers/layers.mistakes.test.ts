import type { Tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  adam,
  batchNorm,
  conv2d,
  cutmix,
  define,
  dense,
  dropout,
  fit,
  globalAveragePool,
  type LayerLike,
  lstm,
  mae,
  maxPool,
  meanSquaredError,
  mixup,
  parallel,
  sequential,
  sparseSoftmaxCrossEntropy,
  summary,
} from "../../src/index.ts";

const options = { optimizer: adam(), epochs: 1 };
const x = Array.from({ length: 12 }, (_, i) => [i / 12, (i % 3) / 3]);
const classes = x.map((_, i) => i % 3);
const two = define({ code: dense(2), head: dense(1) }, ({ code, head }, rows: Tensor) => {
  const z = code(rows);
  return { z, price: head(z) };
});

describe("several signals, in the place of one", () => {
  it.each([
    [
      "a state beside what a recurrent layer says",
      sequential(lstm(3, { state: true }) as never, dense(2)),
      /dense takes one signal: got \{ y, state \}\.\nTake what you need of it in define/,
    ],
    [
      "branches",
      sequential(parallel(dense(2), dense(2)) as never, dense(2)),
      /dense takes one signal: got a list of 2\.\nMake one of them first: concatenate/,
    ],
    [
      "branches, in a function",
      sequential(parallel({ a: dense(2), b: dense(2) }) as never, (x: Tensor) => x.mul(2)),
      /takes one signal: got \{ a, b \}/,
    ],
  ])("are refused: %s", (_, model, message) => {
    expect(() => summary(model, [4, 3])).toThrow(message);
  });
});

describe("what makes a layer, in the place of a layer", () => {
  it("is told from a function of tensors by what it makes", () => {
    expect(() => summary(sequential(globalAveragePool as unknown as LayerLike), [1, 4, 4])).toThrow(
      /made a layer\.\nCall what makes a layer/,
    );
  });

  it.each([
    ["batchNorm", batchNorm],
    ["dense", dense],
    ["dropout", dropout],
    ["lstm", lstm],
    ["maxPool", maxPool],
  ])("%s is told by what it is called with", (name, factory) => {
    expect(() => summary(sequential(factory as unknown as LayerLike), [1, 4, 4])).toThrow(
      new RegExp(`${name} takes options.*got a tensor\\.\\nCall it: ${name}\\(…\\)`),
    );
  });

  it("needs what it is made of", () => {
    const incomplete = conv2d as unknown as (filters: number) => unknown;
    expect(() => incomplete(8)).toThrow(
      /`size` of conv2d must be a whole number ≥ 1, or one for each axis: got nothing/,
    );
    expect(() => (maxPool as unknown as () => unknown)()).toThrow(/`size` of maxPool must be/);
  });

  it("makes something other than a tensor of a tensor nowhere", () => {
    expect(() => summary(sequential(((z: Tensor) => z.shape) as never), [2])).toThrow(/made object\.\nReturn what/);
  });
});

describe("losses and transforms that do not fit", () => {
  it("asks for a loss for each output, before the first step", async () => {
    await expect(
      fit(two, { x, y: { price: classes } }, { ...options, loss: meanSquaredError as never }),
    ).rejects.toThrow(/needs a loss for each: got Mean squared error for z, price\.\nWrite loss: { z: …, price: … }/);
  });

  it("asks for metrics by output, before the first step", async () => {
    const loss = { price: meanSquaredError };
    await expect(fit(two, { x, y: { price: classes } }, { ...options, loss, metrics: [mae] })).rejects.toThrow(
      /needs its metrics by output/,
    );
  });

  it("asks for validation rows like those of the training, before the first step", async () => {
    const validation = { x: x.map(([a]) => [a]), y: classes };
    await expect(
      fit(sequential(dense(1)), { x, y: classes }, { ...options, loss: meanSquaredError, validation }),
    ).rejects.toThrow(/Validation takes inputs \[N, 2\]: got \[N, 1\]/);
  });

  it("gives a loss function of one's own all outputs", async () => {
    const own = (said: Tensor, target: Tensor) => {
      const { price } = said as unknown as Record<"price", Tensor>;
      return price
        .squeeze(-1)
        .sub((target as unknown as typeof said & Record<"price", Tensor>).price)
        .square();
    };
    const trained = await fit(two, { x, y: { price: classes } }, { ...options, loss: own as never });
    expect(trained.history[0]!.loss).toBeGreaterThan(0);
  });

  it.each([mixup(), cutmix()])("does not mix class numbers, however they were given", async (transform) => {
    const images = { data: new Float32Array(12 * 16).fill(0.5), shape: [12, 1, 4, 4] };
    const model = sequential(conv2d(2, 3), globalAveragePool(), dense(3));
    for (const y of [classes, Float32Array.from(classes), Int32Array.from(classes)]) {
      await expect(
        fit(model, { x: images, y }, { ...options, loss: sparseSoftmaxCrossEntropy, transform }),
      ).rejects.toThrow(/class numbers.*which do not mix\.\n.*softmaxCrossEntropy/);
    }
  });
});
