import { releaseSessions, statistics, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { minimize } from "../../src/minimize/index.ts";
import { adam, averageWeights, chain, gradientNoise, momentum, proximalL1, sgd } from "../../src/optimizers/index.ts";
import { cosine } from "../../src/schedules/index.ts";

describe("the course's two examples", () => {
  it("w² − 10w + 25 from 0 with Adam(0.1) reaches 5", async () => {
    const f = (w: Tensor) => w.square().sub(w.mul(10)).add(25);
    const found = await minimize(f, 0, { optimizer: adam({ rate: 0.1 }) });
    expect(found.x).toBeCloseTo(5, 5);
    expect(found).toMatchObject({ converged: true, value: expect.closeTo(0, 6) });
    expect(found.history.length).toBe(found.steps + 1);
    // Adam's first step has the length of its rate: f(0.1) = 24.01.
    expect(found.history.slice(0, 2)).toEqual([25, expect.closeTo(24.01, 5)]);
  });

  it("with the coefficients [1, −10, 25] as data, and others without compiling again", async () => {
    const f = (w: Tensor, c: Tensor) => c.slice(0).mul(w).mul(w).add(c.slice(1).mul(w)).add(c.slice(2));
    const first = await minimize(f, 0, { optimizer: adam({ rate: 0.1 }), data: [1, -10, 25] });
    const before = statistics().compilations;
    const second = await minimize(f, 0, { optimizer: adam({ rate: 0.2 }), data: [2, 4, 0], steps: 999 });
    expect([first.x, second.x]).toEqual([expect.closeTo(5, 5), expect.closeTo(-1, 5)]);
    expect(statistics().compilations).toBe(before);
    releaseSessions();
  });
});

describe("minimize", () => {
  it("takes and gives records of numbers, arrays and tensors", async () => {
    const { x, value } = await minimize(
      ({ a, b, c }) =>
        a
          .sub(tensor([1, 2]))
          .square()
          .sum()
          .add(b.add(2).square())
          .add(c.square().sum()),
      { a: [0, 0], b: 4, c: tensor([[1]]) },
      { optimizer: sgd({ rate: 0.25 }), tolerance: 1e-5 },
    );
    expect([x.a, x.b]).toEqual([[expect.closeTo(1, 4), expect.closeTo(2, 4)], expect.closeTo(-2, 4)]);
    expect([x.c.shape, value < 1e-9]).toEqual([[1, 1], true]);
  });

  it("computes in float64 from a Float64Array on, with plain data following: 0.1 to 12 digits", async () => {
    const { x, converged } = await minimize((x, c) => x.sub(c).square().sum(), new Float64Array(2), {
      optimizer: momentum({ rate: 0.4, momentum: 0.5 }),
      data: 0.1,
      tolerance: 1e-13,
    });
    expect(converged).toBe(true);
    expect(Math.abs(x[1]! - 0.1)).toBeLessThan(1e-12);
  });

  it("stops at the step where the gradient is within the tolerance: 2·0.5ⁿ ≤ 0.01 at n = 8", async () => {
    const { steps, gradientNorm } = await minimize((w: Tensor) => w.square(), 1, {
      optimizer: sgd({ rate: 0.25 }),
      tolerance: 0.01,
    });
    expect([steps, gradientNorm]).toEqual([8, 2 / 256]);
  });

  it("goes through schedules to their end: a cosine to 0 over 700 steps in several runs", async () => {
    const noisy = chain(gradientNoise({ variance: 0.01, fade: 0 }), sgd({ rate: cosine({ peak: 0.3 }) }));
    const { x, steps, converged } = await minimize((w: Tensor) => w.sub(3).square(), 0, {
      optimizer: noisy,
      steps: 700,
      tolerance: 0,
    });
    expect([steps, converged]).toEqual([700, false]);
    expect(Math.abs(x - 3)).toBeLessThan(0.02);
  });

  it("gives the point to predict with, where the optimizer has another than the last", async () => {
    const optimizer = chain(sgd({ rate: 0.5 }), averageWeights({ decay: 0.5 }));
    const { x, value } = await minimize((w: Tensor) => w.square(), 4, { optimizer, steps: 1 });
    expect([x, value]).toEqual([2, 4]);
  });

  it("finds exact zeros: the lasso by proximal steps", async () => {
    const optimizer = chain(sgd({ rate: 0.5 }), proximalL1(1));
    const { x } = await minimize(
      (w: Tensor) =>
        w
          .sub(tensor([3, 0.5]))
          .square()
          .sum()
          .mul(0.5),
      [0, 0],
      {
        optimizer,
        steps: 60,
      },
    );
    expect(x).toEqual([expect.closeTo(2, 5), 0]);
  });
});

describe("minimize refuses", () => {
  it("values that are not finite, and names the step", async () => {
    await expect(minimize((w: Tensor) => w.log(), 1, { optimizer: sgd({ rate: 0.5 }) })).rejects.toThrow(
      "minimize needs a function with finite values and gradients: it is NaN at step 2.",
    );
    await expect(minimize((w: Tensor) => w.sqrt(), 0)).rejects.toThrow(
      "its gradient has the length Infinity at step 0.",
    );
  });

  it("starts that are no numbers", async () => {
    await expect(minimize((x: never) => x, { a: "one" } as never)).rejects.toThrow(
      "The start is numbers, tensors, or records and arrays of them: a is string.",
    );
  });

  it("a negative number of steps", async () => {
    await expect(minimize((w: Tensor) => w, 0, { steps: -1 })).rejects.toThrow(
      "`steps` of minimize must be a whole number ≥ 1: got -1.",
    );
  });
});
