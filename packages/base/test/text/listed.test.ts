import { listed } from "@kaviar/base/text";
import { expect, it } from "vitest";

it("lists names, and of many the first ten", () => {
  const names = Array.from({ length: 12 }, (_, i) => `c${i}`);
  expect(listed(names.slice(0, 2))).toBe("`c0`, `c1`");
  expect(listed(names)).toBe("`c0`, `c1`, `c2`, `c3`, `c4`, `c5`, `c6`, `c7`, `c8`, `c9` and 2 more");
});
