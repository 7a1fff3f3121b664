import { checkGradients, customDerivative, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { rosenbrock, type Vector } from "./functions.ts";

describe("checkGradients", () => {
  it("passes a right gradient with ten digits to spare", async () => {
    const { passed, worst, checks } = await checkGradients(rosenbrock, [-1.2, 1, 0.3]);
    expect(passed).toBe(true);
    expect(worst.relativeError).toBeLessThan(1e-9);
    expect(checks).toHaveLength(3 + 8);
  });

  it("finds the one wrong element in a structure, by path and index", async () => {
    const wrong = customDerivative(
      (w: Vector) => w.square(),
      (d, _, w) => [
        d.mul(w).mul(
          tensor(
            [
              [2, 2, 2],
              [2, 2, 2.001],
            ],
            { dtype: "float64" },
          ),
        ),
      ],
    );
    const x = {
      layers: [
        {
          w: [
            [1, 2, 3],
            [4, 5, 6],
          ],
          b: tensor([1, 2]),
        },
      ],
      rate: 3,
    };
    const { passed, worst } = await checkGradients(
      ({ layers: [layer], rate }) => wrong(layer!.w).sum().mul(rate).add(layer!.b.sin().sum()),
      x,
    );
    expect(passed).toBe(false);
    expect(worst).toMatchObject({ path: "layers[0].w", index: [1, 2] });
    expect(worst.numeric).toBeCloseTo(36, 8);
    expect(worst.analytic).toBeCloseTo(36.018, 8);
    expect(worst.relativeError).toBeCloseTo(0.0005, 6);
  });

  it("casts float32 tensors to float64 for it", async () => {
    const seen: string[] = [];
    const f = (x: Vector) => {
      seen.push(x.dtype);
      return x.exp().sum();
    };
    expect((await checkGradients(f, tensor([0.1, 0.2]))).passed).toBe(true);
    expect(new Set(seen)).toEqual(new Set(["float64"]));
  });

  it("does not call rounding an error where a derivative is 0", async () => {
    const { passed, worst } = await checkGradients((x) => x.sub(x).sum().add(1e6), [1, 2]);
    expect(passed).toBe(true);
    expect(worst.analytic).toBe(0);
  });

  it("takes a sample of many variables, and random directions through all", async () => {
    const { passed, checks } = await checkGradients((x) => x.sin().sum(), new Float64Array(1000).fill(0.3));
    expect(passed).toBe(true);
    expect(checks).toHaveLength(200 + 8);
  });

  it("fails where the gradient is NaN", async () => {
    const { passed, worst } = await checkGradients((x) => x.square().sum().sqrt(), [0, 0]);
    expect(passed).toBe(false);
    expect(worst.analytic).toBeNaN();
    expect(worst.relativeError).toBe(Infinity);
  });

  it("says when there is nothing to check", async () => {
    await expect(checkGradients((x: Tensor<"float64">) => x.sum(), [])).rejects.toThrow("at least one number");
    await expect(checkGradients((x) => x.log(), -1)).rejects.toThrow("f(x) is NaN");
    await expect(checkGradients((x) => x, [1, 2])).rejects.toThrow("one float scalar");
  });
});
