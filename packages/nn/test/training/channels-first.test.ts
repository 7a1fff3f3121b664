import {
  channelsFirst,
  conv2d,
  dense,
  fit,
  flatten,
  globalMaxPool,
  maxPool,
  relu,
  sequential,
  sparseSoftmaxCrossEntropy,
} from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";

const images = (shape: readonly number[]) => ({
  x: tensor(
    new Float32Array(shape.reduce((a, b) => a * b, 1)).map((_, i) => Math.sin(i)),
    { shape },
  ),
  y: Int32Array.from({ length: shape[0]! }, (_, i) => i % 2),
});
const options = { loss: sparseSoftmaxCrossEntropy, epochs: 1 };
const net = [conv2d(4, 3), relu, globalMaxPool(), dense(2)] as const;

it.each([[[4, 28, 28, 1]], [[4, 16, 24, 3]], [[4, 12, 12, 4]]])(
  "refuses images %j, whose height would be taken for channels",
  async (shape) => {
    await expect(fit(sequential(...net), images(shape), options)).rejects.toThrow(
      `conv2d takes images [N, C, H, W]: got [N, ${shape.slice(1).join(", ")}]`,
    );
    await fit(sequential(channelsFirst, ...net), images(shape), options);
    await fit(
      sequential((x) => x, ...net),
      images(shape),
      options,
    );
  },
);

it.each([[[4, 1, 28, 28]], [[4, 3, 16, 24]], [[4, 8, 100, 1]], [[4, 3, 3, 3]]])(
  "takes images %j as they are",
  async (shape) => {
    await fit(sequential(...net), images(shape), options);
  },
);

it("has nothing to pool where one place is left: the fourth of 8 × 8, in one line with the shape", async () => {
  const pools = (n: number) =>
    sequential(conv2d(4, 3), ...Array.from({ length: n }, () => maxPool(2)), flatten, dense(2));
  await fit(pools(3), images([4, 1, 8, 8]), options);
  await expect(fit(pools(4), images([4, 1, 8, 8]), options)).rejects.toThrow(
    "maxPool needs more than one place to pool: got [N, 4, 1, 1].",
  );
});
