import { bar, styleFor } from "@kaviar/base/text";
import { expect, it } from "vitest";

const plain = styleFor({ isTTY: false });

it("is full by its share, and takes its cells", () => {
  expect([0, 0.25, 1].map((share) => bar(share, 8, plain))).toEqual(["────────", "━━──────", "━━━━━━━━"]);
});

it("is nothing where there is no room", () => {
  expect(bar(0.5, 7, plain)).toBe("");
  expect(bar(0.5, -3, plain)).toBe("");
});
