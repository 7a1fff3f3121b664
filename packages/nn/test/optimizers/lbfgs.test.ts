import type { Tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  adam,
  dense,
  everything,
  fit,
  l2,
  lbfgs,
  meanSquaredError,
  minimize,
  partition,
  sequential,
  tanh,
  under,
} from "../../src/index.ts";

const x = Array.from({ length: 40 }, (_, i) => [i / 20 - 1]);
const y = x.map(([a]) => Math.sin(3 * a!));
const model = sequential(dense(12), tanh, dense(1));
const options = { loss: meanSquaredError, batchSize: "all", seed: 2 } as const;

describe("L-BFGS in fit, on all rows", () => {
  it("is below 1e-3 after 60 steps, where Adam is above 1e-2; its loss never rises", async () => {
    const { history } = await fit(model, { x, y }, { ...options, optimizer: lbfgs(), epochs: 60 });
    const ofAdam = await fit(model, { x, y }, { ...options, optimizer: adam({ rate: 0.02 }), epochs: 60 });
    const losses = history.map(({ loss }) => loss);
    expect(losses.at(-1)).toBeLessThan(1e-3);
    expect(ofAdam.history.at(-1)!.loss).toBeGreaterThan(1e-2);
    expect(losses.every((loss, i) => i === 0 || loss <= losses[i - 1]! * (1 + 1e-5))).toBe(true);
  });

  it("halves steps that are too long, where PyTorch's way of stepping is lost", async () => {
    const steep = (a: Tensor) => a.square().square().sum().add(a.mul(3).exp().sum());
    const { converged, history } = await minimize(steep, [2.5, -4], {
      optimizer: lbfgs({ rate: 30 }),
      steps: 60,
      tolerance: 1e-3,
    });
    expect(converged).toBe(true);
    expect(history.every((value, i) => i === 0 || value <= history[i - 1]! * (1 + 1e-5))).toBe(true);
    const blind = minimize(steep, [2.5, -4], { optimizer: lbfgs({ rate: 30, search: false }), steps: 60 });
    await expect(blind).rejects.toThrow("finite values");
  });

  it("finds the minimum of Rosenbrock's function", async () => {
    const valley = (p: Tensor) => {
      const [a, b] = [p.slice(0), p.slice(1)];
      return a.neg().add(1).square().add(b.sub(a.square()).square().mul(100));
    };
    const { x, steps } = await minimize(valley, Float64Array.of(-1.2, 1) as never, {
      optimizer: lbfgs(),
      steps: 100,
      tolerance: 1e-6,
    });
    expect(Math.hypot(...Array.from(x as unknown as Float64Array, (each) => each - 1))).toBeLessThan(1e-5);
    expect(steps).toBeLessThan(60);
  });

  it("searches with a penalty, and as the optimizer of some parameters only", async () => {
    const fitted = await fit(model, { x, y }, { ...options, optimizer: lbfgs(), penalty: l2(1e-3), epochs: 40 });
    expect(fitted.history.at(-1)!.loss).toBeLessThan(fitted.history[0]!.loss / 3);
    const parts = partition([
      [under("dense2"), lbfgs()],
      [everything, adam({ rate: 0.01 })],
    ]);
    const mixed = await fit(model, { x, y }, { ...options, optimizer: parts, epochs: 40 });
    expect(mixed.history.at(-1)!.loss).toBeLessThan(0.02);
  });
});
