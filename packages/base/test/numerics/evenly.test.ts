import { expect, it } from "vitest";
import { evenly } from "../../src/numerics/evenly.ts";

it("takes some from all over, and all where they are no more", () => {
  const ten = Int32Array.from({ length: 10 }, (_, i) => 10 * i);
  expect([...evenly(ten, 3)]).toEqual([0, 30, 60]);
  expect(evenly(ten, 10)).toBe(ten);
  expect([...evenly(ten, 9)]).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80]);
});
