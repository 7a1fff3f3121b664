import { arange, compile, eye, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { exact } from "./close.ts";

describe("what the runtime makes of a graph", () => {
  it("keeps the axes of y · (1 / x) where the 1 has more of them than both (its DivMulFusion does not)", async () => {
    const f = compile((x: Tensor, y: Tensor) => eye(1).reshape([1, 1, 1]).div(x).mul(y).cumsum(1));
    expect(await f(tensor([[2]]), tensor([[1, 2, 3, 4]])).array()).toEqual([[[0.5, 1, 1.5, 2]]]);
  });

  it("keeps the scale of a float64 product in float64 (its MatMulScaleFusion does not)", async () => {
    const f = compile((x: Tensor<"float64">, y: Tensor<"float64">) => x.div(63).matmul(y));
    const [product] = await f(exact([[2]]), exact([[5]])).data();
    expect(product).toBeCloseTo(10 / 63, 15);
  });

  it("pads the kernel of a convolution where that is what is padded (its Pad_Fusion pads the image)", async () => {
    const f = compile((image: Tensor, kernel: Tensor) =>
      image.conv2d(
        kernel.pad([
          [0, 0],
          [0, 0],
          [1, 1],
          [1, 1],
        ]),
      ),
    );
    const image = arange(9).reshape([1, 1, 3, 3]);
    expect(await f(image, tensor([[[[2]]]])).array()).toEqual([[[[8]]]]);
  });
});
