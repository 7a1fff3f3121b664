import { expect, test } from "vitest";
import { erfcx } from "../../src/numerics/erfcx.ts";
import recorded from "./recorded.json" with { type: "json" };

const off = (got: number, wanted: number) => Math.abs(got - wanted) / Math.max(Math.abs(wanted), 1e-300);

test("erfcx has the 13 leading digits of mpmath's, from −5 to 10 000", () => {
  for (const [x, wanted] of recorded.erfcx) expect(off(erfcx(x!), wanted!), `erfcx(${x})`).toBeLessThan(1e-13);
});
