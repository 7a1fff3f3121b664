import { constrained, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { furthest, recorded, rosenbrock, type Vector } from "./functions.ts";

const at = (x: Vector, i: number) => x.slice(i);
const parts = (x: Vector) => x.split(x.shape[0]!).map((each) => each.reshape([])) as [Vector, Vector, Vector, Vector];

describe("constrained, on the problems of Hock and Schittkowski (1981)", () => {
  it("6: a curved equality that costs nothing", async () => {
    const found = await constrained((x) => at(x, 0).neg().add(1).square(), [-1.2, 1], {
      equalities: (x) => at(x, 1).sub(at(x, 0).square()).mul(10),
    });
    expect(found.converged).toBe(true);
    expect(furthest(found.x, [1, 1])).toBeLessThan(1e-7);
    expect(Math.abs(found.multipliers.equalities[0]!)).toBeLessThan(1e-7);
  });

  it("7: λ = 1/(2√3)", async () => {
    const found = await constrained((x) => at(x, 0).square().add(1).log().sub(at(x, 1)), [2, 2], {
      equalities: (x) => at(x, 0).square().add(1).square().add(at(x, 1).square()).sub(4),
    });
    expect(found.value).toBeCloseTo(-Math.sqrt(3), 7);
    expect(furthest(found.x, [0, Math.sqrt(3)])).toBeLessThan(1e-6);
    expect(found.multipliers.equalities[0]).toBeCloseTo(1 / (2 * Math.sqrt(3)), 7);
  });

  it("12: one active inequality, μ = 1/2", async () => {
    const found = await constrained(
      (x) => {
        const [a, b] = parts(x);
        return a.square().mul(0.5).add(b.square()).sub(a.mul(b)).sub(a.mul(7)).sub(b.mul(7));
      },
      [0, 0],
      { inequalities: (x) => at(x, 0).square().mul(4).add(at(x, 1).square()).sub(25) },
    );
    expect(found.value).toBeCloseTo(-30, 7);
    expect(furthest(found.x, [2, 3])).toBeLessThan(1e-7);
    expect(found.multipliers.inequalities[0]).toBeCloseTo(0.5, 7);
  });

  it("35: a convex quadratic with bounds that stay slack, μ = 2/9", async () => {
    const found = await constrained(
      (x) => {
        const [a, b, c] = parts(x);
        const linear = a.mul(8).add(b.mul(6)).add(c.mul(4));
        const squares = a.square().mul(2).add(b.square().mul(2)).add(c.square());
        return squares.add(a.mul(b).mul(2)).add(a.mul(c).mul(2)).sub(linear).add(9);
      },
      [0.5, 0.5, 0.5],
      {
        inequalities: [
          (x) =>
            x
              .mul(tensor([1, 1, 2], { dtype: "float64" }))
              .sum()
              .sub(3),
          (x) => x.neg(),
        ],
      },
    );
    expect(found.value).toBeCloseTo(1 / 9, 8);
    expect(furthest(found.x, [4 / 3, 7 / 9, 4 / 9])).toBeLessThan(1e-7);
    expect(furthest([...found.multipliers.inequalities], [2 / 9, 0, 0, 0])).toBeLessThan(1e-7);
    expect(found.constraints.inequalities[0]).toBeCloseTo(0, 7);
  });

  it("43 (Rosen and Suzuki): μ = 1, 0, 2", async () => {
    const found = await constrained(
      (x) => {
        const weights = tensor([1, 1, 2, 1], { dtype: "float64" });
        return x
          .square()
          .mul(weights)
          .add(x.mul(tensor([-5, -5, -21, 7], { dtype: "float64" })))
          .sum();
      },
      [0, 0, 0, 0],
      {
        inequalities: (x) => {
          const squares = tensor(
            [
              [1, 1, 1, 1],
              [1, 2, 1, 2],
              [2, 1, 1, 0],
            ],
            { dtype: "float64" },
          );
          const linear = tensor(
            [
              [1, -1, 1, -1],
              [-1, 0, 0, -1],
              [2, -1, 0, -1],
            ],
            { dtype: "float64" },
          );
          return squares
            .matmul(x.square())
            .add(linear.matmul(x))
            .sub(tensor([8, 10, 5], { dtype: "float64" }));
        },
      },
    );
    expect(found.value).toBeCloseTo(-44, 7);
    expect(furthest(found.x, [0, 1, 2, -1])).toBeLessThan(1e-6);
    expect(furthest([...found.multipliers.inequalities], [1, 0, 2])).toBeLessThan(1e-6);
  });

  it("71: equality, inequality and bounds at once, as SciPy's SLSQP", async () => {
    const found = await constrained(
      (x) => {
        const [a, b, c, d] = parts(x);
        return a.mul(d).mul(a.add(b).add(c)).add(c);
      },
      [1, 5, 5, 1],
      {
        equalities: (x) => x.square().sum().sub(40),
        inequalities: [(x) => x.prod().neg().add(25), (x) => x.neg().add(1), (x) => x.sub(5)],
      },
    );
    const { x, value, multipliers } = recorded.hs71;
    expect(found.converged).toBe(true);
    expect(found.value).toBeCloseTo(value, 6);
    expect(furthest(found.x, x)).toBeLessThan(1e-6);
    const [equality, product, bound] = multipliers as [number, number, number];
    expect(found.multipliers.equalities[0]).toBeCloseTo(equality, 6);
    expect(furthest([...found.multipliers.inequalities], [product, bound, 0, 0, 0, 0, 0, 0, 0])).toBeLessThan(1e-6);
    expect(Math.min(...found.multipliers.inequalities)).toBeGreaterThanOrEqual(0);
  });
});

describe("constrained", () => {
  it("states a hard-margin support vector machine: its multipliers are scikit-learn's dual coefficients", async () => {
    const { points, labels, weights, bias, alpha } = recorded.svm;
    const [x, y] = [tensor(points, { dtype: "float64" }), tensor(labels, { dtype: "float64" })];
    const found = await constrained(
      ({ w }) => w.square().sum().mul(0.5),
      { w: [0, 0], b: 0 },
      // yᵢ(w·xᵢ + b) ≥ 1
      { inequalities: ({ w, b }) => x.matmul(w).add(b).mul(y).neg().add(1) },
    );
    expect(found.converged).toBe(true);
    expect(furthest(found.x.w, weights)).toBeLessThan(1e-6);
    expect(found.x.b).toBeCloseTo(bias, 6);
    expect(furthest([...found.multipliers.inequalities], alpha)).toBeLessThan(1e-6);
    // w = Σ αᵢ yᵢ xᵢ, from the support vectors alone
    const sum = [0, 1].map((k) =>
      found.multipliers.inequalities.reduce((s, a, i) => s + a * labels[i]! * points[i]![k]!, 0),
    );
    expect(furthest(sum, found.x.w)).toBeLessThan(1e-6);
  });

  it("reports how far the KKT conditions are from holding", async () => {
    const { residuals, feasible, reason } = await constrained((x) => x.prod().neg(), [1, 2], {
      equalities: (x) => x.sum().sub(10),
      tolerance: 1e-10,
    });
    expect(residuals.stationarity).toBeLessThan(1e-10 * 25);
    expect(residuals.feasibility).toBeLessThan(1e-10);
    expect(residuals.complementarity).toBe(0);
    expect(feasible).toBe(true);
    expect(reason).toContain("the KKT conditions hold");
  });

  it("without constraints is a plain minimization, and with slack ones too", async () => {
    expect(furthest((await constrained(rosenbrock, [-1.2, 1], {})).x, [1, 1])).toBeLessThan(1e-6);
    const slack = await constrained(rosenbrock, [-1.2, 1], { inequalities: (x) => x.sub(10) });
    expect(furthest(slack.x, [1, 1])).toBeLessThan(1e-6);
    expect(slack.multipliers.inequalities).toEqual([0, 0]);
  });

  it("says so when no point satisfies the constraints, and how close one comes", async () => {
    const contradiction = await constrained((x) => x.square(), 1, { equalities: [(x) => x.sub(1), (x) => x.sub(2)] });
    expect(contradiction).toMatchObject({ converged: false, feasible: false });
    expect(contradiction.x).toBeCloseTo(1.5, 6);
    expect(contradiction.reason).toContain("No point near here satisfies the constraints");
    const impossible = await constrained((x) => x.sum(), [1, 1], { inequalities: (x) => x.square().sum().add(1) });
    expect(impossible.feasible).toBe(false);
    expect(impossible.reason).toContain("inequality 0 is still violated by 1");
  });

  it("says so when the constraints do not keep f from falling", async () => {
    const { converged, reason } = await constrained((x) => x.sum(), [1, 1], { inequalities: (x) => at(x, 0) });
    expect(converged).toBe(false);
    expect(reason).toContain("f falls without end");
  });

  it("finds the corner of a linear program", async () => {
    // max 3a + 5b with a ≤ 4, 2b ≤ 12, 3a + 2b ≤ 18: (2, 6), shadow prices 0, 3/2, 1 (Hillier & Lieberman's Wyndor)
    const rows = tensor(
      [
        [1, 0],
        [0, 2],
        [3, 2],
        [-1, 0],
        [0, -1],
      ],
      { dtype: "float64" },
    );
    const limits = tensor([4, 12, 18, 0, 0], { dtype: "float64" });
    const found = await constrained((x) => x.mul(tensor([-3, -5], { dtype: "float64" })).sum(), [0, 0], {
      inequalities: (x) => rows.matmul(x).sub(limits),
    });
    expect(furthest(found.x, [2, 6])).toBeLessThan(1e-6);
    expect(furthest([...found.multipliers.inequalities], [0, 1.5, 1, 0, 0])).toBeLessThan(1e-6);
  });
});
