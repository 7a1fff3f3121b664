import { describe, expect, it } from "vitest";
import { readChoices } from "../../page/lab/choices/choice.ts";
import { choices, type WalkChoices } from "../../page/lab/rooms/surface/choices.ts";
import { type WalkView, walk } from "../../page/lab/rooms/surface/walk.ts";
import { surfaceNames } from "../../page/lab/terrain/surfaces.ts";

const fresh = readChoices(choices, new URLSearchParams());

const seen = async (patch: Partial<WalkChoices>): Promise<WalkView> => {
  for await (const view of walk({ ...fresh, ...patch })) return view();
  throw new Error("There was nothing to see.");
};

describe("a walk on a surface", () => {
  it("has the derivatives of the valley as worked by hand", async () => {
    const { value, gradient, hessian, eigenvalues, eigenvectors } = await seen({ surface: "valley", x: -3, y: 0.5 });
    expect(value).toBeCloseTo(7, 12);
    expect(gradient).toEqual([-3, 10]);
    expect(hessian).toEqual([
      [1, 0],
      [0, 20],
    ]);
    expect(eigenvalues[0]).toBeCloseTo(1, 12);
    expect(eigenvalues[1]).toBeCloseTo(20, 12);
    expect(Math.abs(eigenvectors[1][1])).toBeCloseTo(1, 12);
  });

  it("has the eigenvalues of Rosenbrock's Hessian at its minimum", async () => {
    // [[802, −400], [−400, 200]]: (1002 ± √(602² + 4·400²)) / 2
    const { kind, eigenvalues } = await seen({ surface: "rosenbrock", x: 1, y: 1 });
    expect(kind).toBe("minimum");
    expect(eigenvalues[0]).toBeCloseTo((1002 - Math.sqrt(602 ** 2 + 4 * 400 ** 2)) / 2, 9);
    expect(eigenvalues[1]).toBeCloseTo((1002 + Math.sqrt(602 ** 2 + 4 * 400 ** 2)) / 2, 9);
  });

  it("tells minima, maxima, saddles, plateaus and slopes apart", async () => {
    const kinds = async (patch: Partial<WalkChoices>) => (await seen(patch)).kind;
    expect(await kinds({ surface: "himmelblau", x: 3, y: 2 })).toBe("minimum");
    expect(await kinds({ surface: "himmelblau", x: -0.270845, y: -0.923039 })).toBe("maximum");
    expect(await kinds({ surface: "saddle", x: 0, y: 0 })).toBe("saddle");
    expect(await kinds({ surface: "monkey", x: 0, y: 0 })).toBe("saddle");
    expect(await kinds({ surface: "plateau", x: -2.9, y: 2.9 })).toBe("plateau");
    expect(await kinds({ surface: "trough", x: 0, y: 0.4 })).toBe("degenerate");
    expect(await kinds({ surface: "valley", x: 1, y: 0 })).toBe("not critical");
  });

  it("gets down a quadratic in one step of Newton's, whatever its shape", async () => {
    const { newton } = await seen({ surface: "valley", x: -3.1, y: 1.7 });
    expect(newton![0]).toBeCloseTo(0, 12);
    expect(newton![1]).toBeCloseTo(0, 12);
  });

  it("has Newton's full steps lead to a maximum where that is nearest", async () => {
    const { critical } = await seen({ surface: "himmelblau", x: 0, y: -0.5 });
    expect(critical![0]).toBeCloseTo(-0.270845, 5);
    expect(critical![1]).toBeCloseTo(-0.923039, 5);
  });

  it("has no Newton step where the Hessian cannot be inverted", async () => {
    expect((await seen({ surface: "trough", x: 1, y: 0 })).newton).toBeUndefined();
  });

  it("foretells a quadratic exactly along every cut, and nothing else", async () => {
    for (const cut of ["gradient", "most", "least", "x", "y"] as const) {
      const { curve, model } = (await seen({ surface: "valley", x: 1, y: 1, cut })).cut;
      for (const [i, value] of curve.entries()) expect(model[i]).toBeCloseTo(value, 9);
    }
    const { curve, model } = (await seen({ surface: "himmelblau", x: 1, y: 1 })).cut;
    expect(Math.abs(model[0]! - curve[0]!)).toBeGreaterThan(1);
    expect(model[40]).toBeCloseTo(curve[40]!, 9);
  });

  it("finds the chord below the curve where x² − y² is cut along y, not along x", async () => {
    const along = async (cut: "x" | "y") => (await seen({ surface: "saddle", x: 0, y: 0, cut, reach: 1 })).cut.below;
    expect(await along("x")).toBeUndefined();
    // Between y = −1 and y = 1 the chord is at −1, the curve at 0.
    expect(await along("y")).toEqual({ at: 0, by: 1 });
  });

  it("says of each surface whether it is convex", async () => {
    const verdicts = await Promise.all(
      surfaceNames.map(async (surface) => [surface, (await seen({ surface })).convexity.verdict]),
    );
    expect(Object.fromEntries(verdicts)).toEqual({
      valley: "convex",
      rosenbrock: "not convex",
      saddle: "not convex",
      himmelblau: "not convex",
      beale: "not convex",
      plateau: "not convex",
      ripples: "not convex",
      trough: "convex",
      monkey: "not convex",
    });
  });
});
