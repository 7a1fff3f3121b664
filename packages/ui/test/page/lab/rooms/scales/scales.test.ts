import { minimize, momentum } from "@kaviar/nn";
import { type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { drawTrials, type ScalesView } from "../../../../../page/lab/rooms/scales/draw-trials.ts";
import { lossesOver } from "../../../../../page/lab/rooms/scales/good-part.ts";
import { type ScalingName, scalingNames, scalings } from "../../../../../page/lab/rooms/scales/scalings.ts";
import { goodLoss, lossAfter } from "../../../../../page/lab/rooms/scales/valley.ts";

const draw = async (trials: number, seed = 0): Promise<ScalesView> => {
  let last: ScalesView | undefined;
  for await (const view of drawTrials({ trials, seed, pace: "fast" })) last = view();
  return last!;
};

const goodShare = (name: ScalingName): number => {
  const losses = lossesOver(name);
  return losses.filter((loss) => loss < goodLoss).length / losses.length;
};

describe("the good part", () => {
  it("is a hundredth of the picture on linear scales, and a quarter of it on log and one-minus-log", () => {
    const [linear, log, both] = scalingNames.map(goodShare);
    expect(linear).toBeLessThan(0.02);
    expect(log).toBeGreaterThan(0.08);
    expect(both).toBeGreaterThan(0.2);
    expect(both).toBeGreaterThan(2 * log!);
  });

  it("is hit by as many draws as it is large", async () => {
    const view = await draw(200);
    for (const name of scalingNames) {
      const hits = view[name].filter(({ isGood }) => isGood).length;
      const expected = 200 * goodShare(name);
      expect(Math.abs(hits - expected)).toBeLessThan(3 * Math.sqrt(expected) + 1);
    }
  });
});

describe("a scale", () => {
  it("gives the value again that stands at its place", () => {
    for (const name of scalingNames)
      for (const scale of [scalings[name].rate, scalings[name].momentum])
        for (const place of [0, 0.3, 1]) expect(scale.place(scale.at(place))).toBeCloseTo(place, 9);
  });

  it("that is linear has nine of ten rates above 0.001, one that is log has a third there", async () => {
    const view = await draw(200);
    const above = (name: ScalingName) => view[name].filter(({ rate }) => rate > 0.001).length / 200;
    expect(above("linear")).toBeGreaterThan(0.84);
    expect(above("log")).toBeLessThan(0.42);
  });
});

it("the loss is that which the optimizer leaves", async () => {
  const [rate, beta] = [1e-4, 0.9];
  const curvature = tensor(Float64Array.of(1, 10_000));
  const { value } = await minimize(
    (at: Tensor<"float64">) => at.square().mul(curvature).sum().mul(0.5),
    Float64Array.of(1, 0.01),
    { optimizer: momentum({ rate, momentum: beta, accumulated: true }), steps: 200, tolerance: 0 },
  );
  expect(lossAfter(rate, beta, 200)).toBeCloseTo(value, 6);
});
