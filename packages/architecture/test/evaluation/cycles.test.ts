import fc from "fast-check";
import { expect, it } from "vitest";
import { cycles, extentOf } from "../../src/evaluation/cycles.ts";

it("deals a whole run out to its cycles", () => {
  expect(cycles.reduce((sum, { share }) => sum + share, 0)).toBe(1);
  expect(cycles.map(({ step }) => step)).toEqual([1, 3, 8]);
});

it("has as many epochs as there is time for, and at most as many as were asked for", () => {
  const run = { rows: 1000, batch: 50, folds: 1, pace: 1e-3 };
  expect(extentOf({ seconds: 80, epochs: 100 }, { ...run, share: 1 / 8 })).toEqual({ epochs: 10, rows: 1000 });
  expect(extentOf({ seconds: 80, epochs: 16 }, { ...run, share: 1 / 8 })).toEqual({ epochs: 2, rows: 1000 });
  expect(extentOf({ seconds: undefined, epochs: 16 }, { ...run, share: 5 / 8 })).toEqual({ epochs: 10, rows: 1000 });
  expect(extentOf({ seconds: 80, epochs: 100 }, { ...run, folds: 5, share: 1 / 8 })).toEqual({ epochs: 2, rows: 1000 });
});

it("never makes fewer steps than batch norm needs, of few rows or of many", () => {
  const number = fc.integer({ min: 1, max: 5000 });
  fc.assert(
    fc.property(
      number,
      fc.constantFrom(16, 32, 64, 128),
      fc.double({ min: 1e-6, max: 1, noNaN: true }),
      (rows, batch, pace) => {
        const { epochs, rows: some } = extentOf(
          { seconds: 5, epochs: 300 },
          { share: 1 / 8, rows, batch, folds: 1, pace },
        );
        expect(epochs).toBeGreaterThanOrEqual(1);
        expect(some).toBeLessThanOrEqual(rows);
        expect(some === rows || epochs === 1).toBe(true);
        if (some < rows) expect(some).toBeGreaterThanOrEqual(30 * batch);
        else if (epochs > 1 || rows <= 30 * batch)
          expect(epochs * Math.ceil(rows / batch)).toBeGreaterThanOrEqual(Math.min(30, Math.ceil(rows / batch)));
      },
    ),
  );
});
