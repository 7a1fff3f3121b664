import { newton, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { furthest, rosenbrock, type Vector } from "./functions.ts";
import { evaluated } from "./problems/expression.ts";
import { unconstrained } from "./problems/unconstrained.ts";

/** Full steps end in a saddle, a singular Hessian or elsewhere on all of them but the last. */
const tried = [
  "Beale",
  "Goldstein and Price",
  "Himmelblau",
  "Kowalik and Osborne",
  "Levy",
  "McCormick",
  "Three-hump camel",
  "Six-hump camel",
  "Trigonometric",
  "Wood",
  "Brown and Dennis",
];

describe("newton", () => {
  it("is exact in one step on a quadratic: w² − 10w + 25 from 0", async () => {
    const found = await newton((w) => w.square().sub(w.mul(10)).add(25), 0);
    expect(found).toMatchObject({ x: 5, value: 0, iterations: 1, evaluations: 2, converged: true, kind: "minimum" });
    expect(found.eigenvalues).toEqual([2]);
  });

  it("is exact in one step on a quadratic of six variables with condition number 1e4", async () => {
    const weights = tensor([1, 10, 100, 1000, 5000, 10000], { dtype: "float64" });
    const target = [3, -1, 2, 0.5, -4, 7];
    const f = (x: Vector) =>
      x
        .sub(tensor(target, { dtype: "float64" }))
        .square()
        .mul(weights)
        .sum();
    const { x, iterations } = await newton(f, new Array<number>(6).fill(0));
    expect(iterations).toBe(1);
    expect(furthest(x, target)).toBeLessThan(1e-12);
  });

  it("converges quadratically on Rosenbrock's valley, by full steps across it", async () => {
    const { x, iterations, kind } = await newton(rosenbrock, [-1.2, 1], { trustRegion: false });
    expect(furthest(x, [1, 1])).toBeLessThan(1e-10);
    expect(kind).toBe("minimum");
    expect(iterations).toBeLessThanOrEqual(7);
  });

  it("says when what it found is a saddle or a maximum", async () => {
    const full = { trustRegion: false };
    const saddle = await newton((x) => x.slice(0).square().sub(x.slice(1).square()).add(x.sum()), [1, 2], full);
    expect(saddle).toMatchObject({ kind: "saddle", converged: true, x: [-0.5, 0.5] });
    expect(saddle.reason).toContain("it is a saddle, not a minimum");
    const top = await newton((x) => x.sub(1).square().neg(), 0, full);
    expect(top).toMatchObject({ kind: "maximum", x: 1 });
  });

  it("needs a Hessian that can be inverted, or damping, for full steps", async () => {
    const valley = (x: Vector) => x.sum().sub(1).square();
    await expect(newton(valley, [0, 0], { trustRegion: false })).rejects.toThrow(
      "newton's full step needs a Hessian that can be inverted: at x = [0, 0] its eigenvalues go from 0 to 4.\nLeave trustRegion on",
    );
    for (const options of [{ trustRegion: false, damping: 1e-3 }, {}, { damping: 1e-3 }]) {
      const { x, converged, kind } = await newton(valley, [0, 0], options);
      expect(converged).toBe(true);
      expect(kind).toBe("degenerate");
      expect(furthest(x, [0.5, 0.5])).toBeLessThan(1e-8);
    }
  });

  it.each(unconstrained.filter(({ name }) => tried.includes(name)))(
    "finds the minimum of $name, as published",
    async ({ objective, start, lowest }) => {
      const { value, kind, converged } = await newton((x) => evaluated(objective, x), start);
      expect(converged).toBe(true);
      expect(["minimum", "degenerate"]).toContain(kind);
      expect(value).toBeLessThan(lowest + 1e-6 * Math.max(1, lowest));
    },
  );

  it("goes downhill from a saddle and from a maximum", async () => {
    // x⁴ − x² + y²: a saddle at 0, minima at (±1/√2, 0).
    const wells = (x: Vector) => {
      const [a, b] = [x.slice(0), x.slice(1)];
      return a.pow(4).sub(a.square()).add(b.square());
    };
    const { x, kind } = await newton(wells, [0, 0]);
    expect(kind).toBe("minimum");
    expect(Math.abs(x[0])).toBeCloseTo(Math.SQRT1_2, 8);
    expect((await newton((v) => v.cos().sum(), [0, 0])).value).toBeCloseTo(-2, 12);
  });

  it("steps back from where the function is not defined, and says when it falls for ever", async () => {
    const { x, kind } = await newton((v) => v.sub(v.log().mul(0.01)).sum(), [5, 100]);
    expect(kind).toBe("minimum");
    expect(furthest(x, [0.01, 0.01])).toBeLessThan(1e-8);
    const endless = await newton((v) => v.pow(3).sum(), [-1]);
    expect(endless).toMatchObject({ converged: false, kind: "not critical" });
    expect(endless.reason).toContain("it has no minimum downhill of the start");
  });

  it("keeps the structure of its start", async () => {
    const x0 = { w: tensor([[1, 2]]), b: 3, list: [[0.5]] };
    const { x, gradient } = await newton(
      ({ w, b, list }) => w.sub(1).square().sum().add(b.sub(2).square()).add(list[0].sub(4).square().sum()),
      { ...x0, list: [tensor([0.5])] },
    );
    expect(await x.w.array()).toEqual([[1, 1]]);
    expect(x.w.dtype).toBe("float64");
    expect(x.b).toBe(2);
    expect(await x.list[0]!.array()).toEqual([4]);
    expect(gradient.b).toBe(0);
  });

  it("reports the point where values stop being finite", async () => {
    await expect(newton((x) => x.log(), -1)).rejects.toThrow("f has the value NaN at x = -1.");
    await expect(newton((x) => x.square().add(1).sqrt(), 1e200)).rejects.toThrow("newton needs finite values");
  });

  it("says when it ran out of steps", async () => {
    const { converged, reason, kind } = await newton(rosenbrock, [-1.2, 1], { iterations: 2 });
    expect(converged).toBe(false);
    expect(kind).toBe("not critical");
    expect(reason).toContain("The limit of 2 steps was reached");
  });
});
