import { expect, test } from "vitest";
import { erfcx } from "../../src/numerics/erfcx.ts";
import { improvementRatios, logCumulative, logImprovement } from "../../src/numerics/normal-distribution.ts";
import recorded from "./recorded.json" with { type: "json" };

const off = (got: number, wanted: number) => Math.abs(got - wanted) / Math.max(Math.abs(wanted), 1e-300);

test("erfcx has the 13 leading digits of mpmath's, from −5 to 10 000", () => {
  for (const [x, wanted] of recorded.erfcx) expect(off(erfcx(x!), wanted!), `erfcx(${x})`).toBeLessThan(1e-13);
});

test("ln Φ has 12 digits of mpmath's, also where Φ is below 10^−2 000 000 000", () => {
  for (const [z, wanted] of recorded.logCumulative)
    expect(off(logCumulative(z!), wanted!), `ln Φ(${z})`).toBeLessThan(1e-12);
});

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
