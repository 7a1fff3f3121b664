import { expect, it } from "vitest";
import { affordable } from "../../src/search/judge.ts";

const held = {
  rows: { data: Float32Array.from({ length: 1000 }, (_, i) => i), shape: [1000, 1] },
  targets: { kind: "numbers", values: Float32Array.from({ length: 1000 }, (_, i) => 2 * i) } as const,
  numbers: Int32Array.from({ length: 1000 }, (_, i) => 5000 + i),
};

it("judges as many of the rows held out as there is the time for, and each with its own target", () => {
  expect(affordable(held, 2, 10_000, 1)).toBe(held);
  expect(affordable(held, 2, Number.POSITIVE_INFINITY, 1)).toBe(held);
  const { rows, targets, numbers } = affordable(held, 2, 3_000, 1);
  expect(numbers.length).toBe(450);
  expect(new Set(numbers).size).toBe(450);
  expect(Array.from((rows as typeof held.rows).data)).toEqual(Array.from(numbers, (number) => number - 5000));
  expect(Array.from((targets as typeof held.targets).values)).toEqual(
    Array.from(numbers, (number) => 2 * (number - 5000)),
  );
  // Drawn from all of them.
  expect(Math.max(...numbers)).toBeGreaterThan(5900);
  expect(affordable(held, 1e6, 1, 1).numbers.length).toBe(200);
});
