import { criticalPoint, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { himmelblau, recorded, rosenbrock, type Vector } from "./functions.ts";

const parts = (x: Vector) => [x.slice(0), x.slice(1)] as const;

describe("criticalPoint", () => {
  it("knows minimum, maximum and saddle by the eigenvalues", async () => {
    const bowl = await criticalPoint(rosenbrock, [1, 1]);
    expect(bowl.kind).toBe("minimum");
    // NumPy: eigvalsh([[802, -400], [-400, 200]])
    expect(bowl.eigenvalues[0]).toBeCloseTo(0.39936, 5);
    expect(bowl.eigenvalues[1]).toBeCloseTo(1001.60064, 5);
    const dome = await criticalPoint((x) => x.square().sum().neg(), [0, 0, 0]);
    expect(dome).toMatchObject({ kind: "maximum", eigenvalues: [-2, -2, -2], gradientNorm: 0 });
    const pass = await criticalPoint((x) => parts(x)[0].square().sub(parts(x)[1].square()), [0, 0]);
    expect(pass).toMatchObject({ kind: "saddle", eigenvalues: [-2, 2] });
    expect(pass.descent!.map(Math.abs)).toEqual([0, 1]);
  });

  it("classifies what Himmelblau's function has: minima, saddles and one maximum", async () => {
    for (const x of recorded.himmelblau) expect((await criticalPoint(himmelblau, x)).kind).toBe("minimum");
    expect((await criticalPoint(himmelblau, [-0.270844590667, -0.923038522965])).kind).toBe("maximum");
    expect((await criticalPoint(himmelblau, [0.086677504555, 2.884254701175])).kind).toBe("saddle");
  });

  it("says where the derivative is not 0", async () => {
    const slope = await criticalPoint(rosenbrock, [0, 0]);
    expect(slope.kind).toBe("not critical");
    expect(slope.gradientNorm).toBe(2);
    expect(slope.reason).toContain("its largest component is 2");
  });

  it("calls x⁴ degenerate, with all points nearby higher", async () => {
    const { kind, nearby, eigenvalues, reason } = await criticalPoint((x) => x.square().square(), 0);
    expect(kind).toBe("degenerate");
    expect(eigenvalues).toEqual([0]);
    expect(nearby).toMatchObject({ lower: 0, equal: 0 });
    expect(reason).toContain("the Hessian does not decide");
    expect(reason).toContain("it may be a minimum");
  });

  it("calls x³ and the monkey saddle saddles: lower and higher at every distance", async () => {
    const cubic = await criticalPoint((x) => x.pow(3), 0);
    expect(cubic.kind).toBe("saddle");
    expect(cubic.nearby!.lower).toBe(cubic.nearby!.higher);
    const monkey = (x: Vector) => {
      const [a, b] = parts(x);
      return a.pow(3).sub(a.mul(b.square()).mul(3));
    };
    const { kind, reason } = await criticalPoint(monkey, [0, 0]);
    expect(kind).toBe("saddle");
    expect(reason).toContain("it is no extremum");
  });

  it("calls a trough degenerate: a line of minima, none of them strict", async () => {
    const { kind, nearby } = await criticalPoint((x) => parts(x)[0].square().add(parts(x)[1].mul(0)), [0, 5]);
    expect(kind).toBe("degenerate");
    expect(nearby!.lower).toBe(0);
    expect(nearby!.equal).toBeGreaterThan(0);
  });

  it("calls flat ground a plateau: a constant, and a sigmoid far out", async () => {
    const constant = await criticalPoint((x) => x.mul(0).sum().add(3), [1, 2]);
    expect(constant.kind).toBe("plateau");
    expect(constant.reason).toContain("all around");
    expect((await criticalPoint((x) => x.sigmoid(), 50)).kind).toBe("plateau");
  });

  it("keeps the structure of the point", async () => {
    const { gradient, descent } = await criticalPoint(({ a, b }) => a.square().sum().sub(b.square()), {
      a: tensor([0, 0]),
      b: 0,
    });
    expect(await gradient.a.array()).toEqual([0, 0]);
    expect(Math.abs(descent!.b)).toBe(1);
  });

  it("says where the function is not finite", async () => {
    await expect(criticalPoint((x) => x.log(), 0)).rejects.toThrow("f has the value -Infinity at x = 0.");
  });
});
