import { batchNorm, data, grad, key, normal, type Tensor } from "@kaviar/tensor";
import { type AnyTensor, placeholder } from "@kaviar/tensor/core/tensor";
import { nodesBehind } from "@kaviar/tensor/core/walk";
import { optimize } from "@kaviar/tensor/graph/optimize";
import { evaluate } from "@kaviar/tensor/reference/evaluate";
import { describe, expect, it } from "vitest";
import { expectClose } from "../../close.ts";

const images = normal(key(1), [16, 2, 6, 6]);
const kernel = normal(key(2), [3, 2, 3, 3]);
const second = normal(key(3), [3, 3, 3, 3]);
const gamma = normal(key(4), [3]);
const beta = normal(key(5), [3]);

/** What may stand between two convolutions of many tiny images. */
const layers: Record<string, (h: Tensor) => Tensor> = {
  nothing: (h) => h,
  "an elementwise function": (h) => h.relu(),
  "a number for each channel": (h) => h.mul(gamma.reshape([3, 1, 1])),
  "a number for each place": (h) => h.add(normal(key(6), [6, 6])),
  "a number for each image": (h) => h.add(normal(key(7), [16, 1, 1, 1])),
  "numbers of which each image has its own": (h) => h.mul(normal(key(8), [16, 3, 6, 6])),
  "a sum of two of them": (h) => h.add(h.conv2d(second, { padding: "same" })),
  "an operand that is stretched itself": (h) => h.sum(2, { keepDims: true }).mul(normal(key(9), [16, 3, 6, 6])),
  "means over images and places": (h) => h.sub(h.mean([0, 2, 3], { keepDims: true })),
  "means over images": (h) => h.sub(h.mean(0)),
  "batch norm": (h) => batchNorm(h, gamma, beta).y,
  "pooling side by side": (h) => h.maxPool2d(2),
  "pooling that overlaps": (h) => h.maxPool2d(3, { stride: 2, padding: "same" }),
  "batch norm, a relu and pooling": (h) => batchNorm(h, gamma, beta).y.relu().maxPool2d(2),
};

const between = (layer: (h: Tensor) => Tensor, x: Tensor, w: Tensor): Tensor =>
  layer(x.conv2d(w, { padding: "same" })).conv2d(second, { padding: "same" });

describe("many tiny images", () => {
  it.each(Object.entries(layers))(
    "with %s between two convolutions have the values of the definition",
    async (_, layer) => {
      const loss = (w: Tensor) => between(layer, images, w).square().mean();
      await data([images, kernel, second, gamma, beta]);
      const claims = [between(layer, images, kernel), grad(loss)(kernel)];
      const computed = await data(claims);
      evaluate(claims).forEach((expected, i) => expectClose(computed[i]!, expected.data, 2e-5));
    },
  );

  it("are turned once on the way in and once on the way out", () => {
    const [x, w] = [placeholder([16, 2, 6, 6], "float32", "images"), placeholder([3, 2, 3, 3], "float32", "weights")];
    const y = between(layers["batch norm, a relu and pooling"]!, x, w);
    const given: AnyTensor[] = [x, w, second, gamma, beta];
    const names = nodesBehind(optimize([y], given), new Set(given)).map(({ primitive }) => primitive.name);
    expect(names.filter((name) => name === "transpose").length).toBe(2);
  });
});
