import { expect, test } from "vitest";
import { improvementRatios, logImprovement } from "../../src/numerics/normal-improvement.ts";
import recorded from "./recorded.json" with { type: "json" };

const off = (got: number, wanted: number) => Math.abs(got - wanted) / Math.max(Math.abs(wanted), 1e-300);

test("ln(φ + zΦ), of the log expected improvement, has 12 digits of mpmath's from z = −100 000 to 37", () => {
  for (const [z, wanted] of recorded.logImprovement)
    expect(off(logImprovement(z!), wanted!), `ln h(${z})`).toBeLessThan(1e-12);
});

test("Φ/h and φ/h, of its gradient, have 10 digits of mpmath's", () => {
  for (const [z, cumulative, density] of recorded.ratios) {
    const [a, b] = improvementRatios(z!);
    expect(off(a, cumulative!), `Φ/h at ${z}`).toBeLessThan(1e-10);
    expect(off(b, density!), `φ/h at ${z}`).toBeLessThan(1e-10);
  }
});
