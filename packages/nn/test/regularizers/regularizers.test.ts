import { data, grad, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import type { Parameters } from "../../src/parameters/parameters.ts";
import { everything, under } from "../../src/parameters/predicate.ts";
import { elastic, l1, l2, type Regularizer } from "../../src/regularizers/index.ts";

const model = (): Parameters => ({
  dense: {
    weight: tensor([
      [1, -2],
      [0, 3],
    ]),
    bias: tensor([10, 10]),
  },
  head: { weight: tensor([[0.5], [-0.5]]), bias: tensor([7]) },
  norm: { gamma: tensor([5]), beta: tensor([5]) },
});

const penaltyAndSlopes = (regularizer: Regularizer) =>
  data({ penalty: regularizer(model()), slopes: grad((p: Parameters) => regularizer(p))(model()) }) as Promise<{
    penalty: Float32Array;
    slopes: { dense: Record<string, Float32Array>; head: Record<string, Float32Array> };
  }>;

describe("penalties on weights, not on biases, scales and shifts", () => {
  it("L1 is λΣ|w| with gradient λ·sign w, 0 at 0", async () => {
    const { penalty, slopes } = await penaltyAndSlopes(l1(0.5));
    // 0.5·(1 + 2 + 0 + 3 + 0.5 + 0.5)
    expect(penalty[0]).toBe(3.5);
    expect(slopes.dense).toEqual({ weight: Float32Array.of(0.5, -0.5, 0, 0.5), bias: Float32Array.of(0, 0) });
  });

  it("L2 is λΣw² with gradient 2λw", async () => {
    const { penalty, slopes } = await penaltyAndSlopes(l2(0.5));
    // 0.5·(1 + 4 + 9 + 0.25 + 0.25)
    expect(penalty[0]).toBe(7.25);
    expect(slopes.dense).toEqual({ weight: Float32Array.of(1, -2, 0, 3), bias: Float32Array.of(0, 0) });
  });

  it("elastic is both", async () => {
    const { penalty, slopes } = await penaltyAndSlopes(elastic({ l1: 0.5, l2: 0.5 }));
    expect(penalty[0]).toBe(10.75);
    expect(slopes.head).toEqual({ weight: Float32Array.of(1, -1), bias: Float32Array.of(0) });
  });

  it("another choice by predicate", async () => {
    const { penalty } = await penaltyAndSlopes(l2(1, { where: under("head") }));
    expect(penalty[0]).toBe(49.5);
  });

  it("strengths are inputs: the numbers given count, in the dtype of the parameters", async () => {
    const penalty = l2(1, { where: everything })(
      { w: tensor([2], { dtype: "float64" }) as never },
      { l2: tensor(0.25) },
    );
    expect(penalty.dtype).toBe("float64");
    expect(await penalty.item()).toBe(1);
  });
});

describe("a penalty on nothing", () => {
  it("is refused, by the names there are", () => {
    expect(() => l1(0.1)({ dense: { bias: tensor([1]) } })).toThrow(
      "l1 penalizes weights: none of the parameters is chosen (dense/bias).",
    );
  });

  it("of negative strength too", () => {
    expect(() => elastic({ l1: 0.1, l2: -1 })).toThrow("`l2` of elastic must be at least 0: got -1.");
  });
});
