import { convexity, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { himmelblau, type Vector } from "./functions.ts";

const box = { low: [-2, -2], high: [2, 2] };

describe("convexity", () => {
  it("proves it for quadratics, whose Hessian is constant", async () => {
    const a = tensor(
      [
        [2, 1],
        [1, 3],
      ],
      { dtype: "float64" },
    );
    const proved = await convexity((x) => x.matmul(a).matmul(x).sub(x.sum()).add(3), box);
    expect(proved.verdict).toBe("convex");
    // Twice the eigenvalues of [[2, 1], [1, 3]], (5 ± √5)/2.
    expect(proved.curvature.smallest).toBeCloseTo(5 - Math.sqrt(5), 12);
    expect(proved.curvature.largest).toBeCloseTo(5 + Math.sqrt(5), 12);
    const flat = await convexity((x) => x.sum(), box);
    expect(flat.verdict).toBe("convex");
  });

  it("refutes it by a direction of negative curvature", async () => {
    const answer = await convexity((x) => x.slice(0).mul(x.slice(1)), box);
    if (answer.verdict !== "not convex" || answer.witness.kind !== "negative curvature")
      throw new Error(answer.verdict);
    expect(answer.witness.curvature).toBeCloseTo(-1, 12);
    const [u, v] = answer.witness.direction as [number, number];
    expect(u * v).toBeCloseTo(-0.5, 12);
    const bumpy = await convexity(himmelblau, box);
    expect(bumpy.verdict).toBe("not convex");
  });

  it("refutes it by a chord below the curve where second derivatives see nothing", async () => {
    const roof = (x: Vector) => x.abs().neg().sum();
    const answer = await convexity(roof, box);
    if (answer.verdict !== "not convex" || answer.witness.kind !== "chord") throw new Error(answer.verdict);
    const { from, to, middle, curve, chord } = answer.witness;
    const value = (x: readonly number[]) => -x.reduce((sum, each) => sum + Math.abs(each), 0);
    expect(curve).toBeCloseTo(value(middle), 12);
    expect(chord).toBeCloseTo((value(from) + value(to)) / 2, 12);
    expect(curve).toBeGreaterThan(chord);
    expect(middle[0]).toBeCloseTo((from[0]! + to[0]!) / 2, 12);
  });

  it("claims no more than its samples where it cannot prove", async () => {
    for (const f of [(x: Vector) => x.exp().sum(), (x: Vector) => x.abs().sum(), (x: Vector) => x.logSumExp()]) {
      const answer = await convexity(f, box, { samples: 64 });
      expect(answer).toMatchObject({ verdict: "no counterexample", samples: 64 });
      expect(answer.reason).toContain("That is no proof");
    }
  });

  it("depends on the region: x³ is convex right of 0 only", async () => {
    const cubic = (x: Vector) => x.pow(3);
    expect((await convexity(cubic, { low: 0, high: 2 }, { samples: 32 })).verdict).toBe("no counterexample");
    expect((await convexity(cubic, { low: -1, high: 2 }, { samples: 32 })).verdict).toBe("not convex");
  });

  it("needs a region, and a function that is finite there", async () => {
    await expect(convexity((x) => x, { low: 1, high: 0 })).rejects.toThrow("low < high");
    await expect(convexity((x) => x.log(), { low: -2, high: -1 })).rejects.toThrow("convexity needs finite values");
  });
});
