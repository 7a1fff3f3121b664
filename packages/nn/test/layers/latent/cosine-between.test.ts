import { data, grad, key, tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { cosineBetween } from "../../../src/layers/latent/cosine-between.ts";
import { expectNear } from "../../recorded.ts";

it("is 0.6 between (3, 4) and (1, 0), −1 between opposites, 0 beside zeros, where its gradient is 0 too", async () => {
  const layer = cosineBetween();
  const left = tensor([
    [3, 4],
    [1, -2],
    [0, 0],
  ]);
  const right = tensor([
    [1, 0],
    [-2, 4],
    [1, 1],
  ]);
  const y = (l: typeof left) => layer.apply({}, {}, { left: l, right }, { training: false, key: key(0), path: "" }).y;
  const found = await data({ y: y(left), gradient: grad((l: typeof left) => y(l).slice([0, 2]).sum())(left) });
  // d cos/dl = r/(|l||r|) − cos·l/|l|²: (1, 0)/5 − 0.6·(3, 4)/25
  expectNear(
    found,
    {
      y: { shape: [3, 1], data: [0.6, -1, 0] },
      gradient: { shape: [3, 2], data: [0.128, -0.096, 0, 0, 0, 0] },
    },
    1e-6,
  );
  expect(layer.init(key(0), { left: [2], right: [2] } as never).outputShape).toEqual([1]);
});
