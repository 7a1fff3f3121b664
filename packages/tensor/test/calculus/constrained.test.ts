import { constrained, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { furthest, recorded, rosenbrock, type Vector } from "./functions.ts";
import { hockSchittkowski } from "./problems/hock-schittkowski.ts";
import { searched } from "./problems/searched.ts";

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

/** How many points SciPy's SLSQP looks at, with exact gradients and ftol 1e-10 (bench/optimize). */
const slsqp: Readonly<Record<string, number>> = {
  HS1: 25,
  HS6: 11,
  HS7: 10904,
  HS10: 13,
  HS15: 8,
  HS17: 15,
  HS26: 43,
  HS29: 16,
  HS34: 9,
  HS37: 45,
  HS39: 14,
  HS43: 13,
  HS47: 39,
  HS56: 11,
  HS62: 14,
  HS64: 45,
  HS74: 12,
  HS81: 9,
  HS93: 25,
  HS100: 47,
  HS106: 48,
  HS112: 56,
  HS113: 16,
};

describe("constrained, beside SciPy's SLSQP", () => {
  const counts: number[] = [];

  it.each(Object.entries(slsqp))("solves %s (%d evaluations there)", async (name) => {
    const problem = hockSchittkowski.find((each) => each.name === name)!;
    const { f, start, constraints } = searched(problem);
    const { value, converged, feasible, residuals, evaluations } = await constrained(f, start, constraints);
    expect(converged && feasible).toBe(true);
    expect(residuals.feasibility).toBeLessThan(1e-8);
    expect(value).toBeLessThan(problem.lowest + 1e-6 * Math.max(1, Math.abs(problem.lowest)));
    counts.push(evaluations);
  });

  it("solves HS61, from a start whose linearized constraints contradict each other, where SLSQP stops", async () => {
    const { f, start, constraints } = searched(hockSchittkowski.find(({ name }) => name === "HS61")!);
    const { value, converged } = await constrained(f, start, constraints);
    expect(converged).toBe(true);
    expect(value).toBeCloseTo(-143.6461422, 6);
  });

  it("looks at fewer points, in the median", () => {
    const median = (list: readonly number[]) => list.toSorted((a, b) => a - b)[list.length >> 1]!;
    expect(counts).toHaveLength(Object.keys(slsqp).length);
    expect(median(counts)).toBeLessThanOrEqual(median(Object.values(slsqp)));
    expect(median(counts)).toBeLessThanOrEqual(13);
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

  it("gives weights with which the gradients of contradicting constraints cancel", async () => {
    // Two discs of radius 1 around (0, 0) and (3, 3).
    const discs = await constrained((x) => x.sum(), [3, 1], {
      inequalities: [(x) => x.square().sum().sub(1), (x) => x.sub(3).square().sum().sub(1)],
    });
    expect(discs).toMatchObject({ converged: false, feasible: false });
    expect(furthest(discs.x, [1.5, 1.5])).toBeLessThan(1e-6);
    const [one, other] = discs.multipliers.inequalities as [number, number];
    // Their gradients there are (3, 3) and (−3, −3).
    expect(one).toBeGreaterThan(1);
    expect(one).toBeCloseTo(other, 6);
    const box = await constrained((x) => x.sum(), [0.5, 0.5], {
      inequalities: (x) => x.sum().neg().add(5),
      low: 0,
      high: 1,
    });
    expect(box.feasible).toBe(false);
    expect(box.reason).toContain("inequality 0 is still violated by 3");
    expect(box.x).toEqual([1, 1]);
  });

  it("does not take a point for hopeless because the slopes are 0 there", async () => {
    const { x, converged } = await constrained((v) => v.sum(), [0, 0], { equalities: (v) => v.square().sum().sub(2) });
    expect(converged).toBe(true);
    expect(furthest(x, [-1, -1])).toBeLessThan(1e-7);
    const nowhere = await constrained((v) => v.sum(), [0, 0], { equalities: (v) => v.square().sum().add(2) });
    expect(nowhere).toMatchObject({ converged: false, feasible: false, x: [0, 0] });
  });

  it("goes on from a saddle or a maximum", async () => {
    const corner = await constrained((x) => x.square().sum().neg(), [0, 0], { low: -1, high: 2 });
    expect(corner.converged).toBe(true);
    expect(corner.x).toContain(2);
    expect(corner.value).toBeLessThanOrEqual(-5);
    // On the unit circle x² − y² has maxima at (±1, 0) and minima at (0, ±1).
    const circle = await constrained((x) => at(x, 0).square().sub(at(x, 1).square()), [1, 0], {
      equalities: (x) => x.square().sum().sub(1),
    });
    expect(circle.value).toBeCloseTo(-1, 8);
  });

  it("keeps to bounds, and says what they cost", async () => {
    const { x, multipliers, converged } = await constrained(
      ({ a, b }) => a.log().neg().sum().add(b.sub(1).square()),
      { a: [5, 1], b: 3 },
      { low: { a: [0.5, -Infinity], b: 2 }, high: { a: [2, 4], b: Infinity } },
    );
    expect(converged).toBe(true);
    expect(x).toEqual({ a: [2, 4], b: 2 });
    expect(multipliers.bounds).toEqual({ a: [0.5, 0.25], b: -2 });
  });

  it("is never asked below low, where f is not defined", async () => {
    const { x, converged } = await constrained((v) => v.sqrt().sum(), [4, 4], {
      inequalities: (v) => v.prod().neg().add(1),
      low: 0,
    });
    expect(converged).toBe(true);
    expect(furthest(x, [1, 1])).toBeLessThan(1e-7);
  });

  it("takes no offence at constraints that say the same twice", async () => {
    const twice = await constrained((x) => x.square().sum(), [5, 1, 2], {
      equalities: [(x) => x.sum().sub(3), (x) => x.sum().mul(2).sub(6), (x) => at(x, 0).sub(at(x, 1))],
    });
    expect(twice.converged).toBe(true);
    expect(furthest(twice.x, [1, 1, 1])).toBeLessThan(1e-8);
    const corner = await constrained((x) => x.sub(2).square().sum(), [0, 0], {
      inequalities: [(x) => x.sum().sub(2), (x) => x.sum().mul(2).sub(4), (x) => x.sum().sub(2)],
    });
    expect(furthest(corner.x, [1, 1])).toBeLessThan(1e-8);
    const [a, b, c] = corner.multipliers.inequalities as [number, number, number];
    expect(a + 2 * b + c).toBeCloseTo(2, 7);
  });

  it("fulfils the optimality conditions of random programs, convex or not", async () => {
    let state = 7;
    const random = () => {
      state = (state * 16807) % 2147483647;
      return (state / 2147483647) * 2 - 1;
    };
    for (let round = 0; round < 6; round++) {
      const n = 2 + round;
      const m = 1 + (round % 3);
      const draw = (length: number) => Float64Array.from({ length }, random);
      const root = tensor(draw(n * n), { shape: [n, n] });
      const [c, a, g] = [tensor(draw(n)), tensor(draw(n * m), { shape: [m, n] }), tensor(draw(n))];
      const found = await constrained(
        // Indefinite in odd rounds; a ball bounds it.
        (x) => (round % 2 ? x.mul(root.matmul(x)).sum() : root.matmul(x).square().sum()).add(x.mul(c).sum()),
        new Array<number>(n).fill(0.1),
        {
          equalities: (x) => x.mul(g).sum(),
          inequalities: [(x) => a.matmul(x).sub(0.1), (x) => x.square().sum().sub(4)],
        },
      );
      expect(found.converged).toBe(true);
      expect(Math.max(...Object.values(found.residuals))).toBeLessThan(1e-7);
      expect(Math.min(...found.multipliers.inequalities)).toBeGreaterThanOrEqual(0);
    }
  });

  it("takes more variables than matrices are affordable for", async () => {
    const n = 600;
    const found = await constrained((x) => x.square().sum(), new Array<number>(n).fill(1), {
      equalities: (x) => x.sum().sub(n / 2),
      high: 0.75,
    });
    expect(found).toMatchObject({ converged: true, hessians: 0 });
    expect(furthest(found.x, new Array<number>(n).fill(0.5))).toBeLessThan(1e-6);
  });

  it("refuses what cannot be: bounds that cross or are of another form, starts where nothing is defined", async () => {
    const sum = (x: Vector) => x.sum();
    await expect(constrained(sum, [0, 0], { low: 1, high: 1 })).rejects.toThrow(
      "constrained needs low < high for each variable: got low = [1, 1], high = [1, 1].",
    );
    await expect(constrained(sum, [0, 0], { low: [1] as never })).rejects.toThrow(
      "constrained takes bounds in the form of its start, which has 2 numbers: low has 1.",
    );
    await expect(constrained(sum, [0, 0], { high: [NaN, 1] })).rejects.toThrow(
      "constrained's high is a number for each",
    );
    await expect(constrained(sum, [-1, 0], { inequalities: (x) => x.log() })).rejects.toThrow(
      "inequality 0 has the value NaN at x = [-1, 0].",
    );
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
