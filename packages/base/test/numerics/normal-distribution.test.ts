import { expect, test } from "vitest";
import { logCumulative, normalCdf, normalQuantile, roughNormalCdf } from "../../src/numerics/normal-distribution.ts";
import recorded from "./recorded.json" with { type: "json" };

const off = (got: number, wanted: number) => Math.abs(got - wanted) / Math.max(Math.abs(wanted), 1e-300);

test("ln Φ has 12 digits of mpmath's, also where Φ is below 10^−2 000 000 000", () => {
  for (const [z, wanted] of recorded.logCumulative)
    expect(off(logCumulative(z!), wanted!), `ln Φ(${z})`).toBeLessThan(1e-12);
});

test("Φ and its inverse are SciPy's, from −30 to 7.2 and from 1e-12 to 0.999", () => {
  for (const [z, p] of recorded.cdf) expect(normalCdf(z!) / p!).toBeCloseTo(1, 7);
  for (const [p, z] of recorded.quantile) expect(normalQuantile(p!)).toBeCloseTo(z!, 8);
});

test("the rough Φ is within 1.5e-7 of the exact one, everywhere", () => {
  for (let z = -9; z <= 9; z += 0.01) expect(Math.abs(roughNormalCdf(z) - normalCdf(z))).toBeLessThan(1.5e-7);
});
