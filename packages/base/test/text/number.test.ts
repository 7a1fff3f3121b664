import { formatNumber } from "@kaviar/base/text";
import { expect, it } from "vitest";

it.each([
  [0, "0"],
  [120000, "120000"],
  [0.03125, "0.03125"],
  [1234567, "1.235e6"],
  [1.5e-5, "1.5e-5"],
  [0.99987, "0.99987"],
  [-0.5, "-0.5"],
  [Infinity, "∞"],
])("writes %d as %s", (x, text) => expect(formatNumber(x)).toBe(text));
