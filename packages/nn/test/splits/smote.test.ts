import { smote } from "@kaviar/nn";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const width = 3;
/** Classes of different sizes, mixed: class c of row i is 0 for two thirds of the rows. */
const table = fc
  .array(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: width, maxLength: width }), {
    minLength: 24,
    maxLength: 40,
  })
  .map((rows) => ({ rows, labels: rows.map((_, i) => (i % 6 === 0 ? 2 : i % 3 === 0 ? 1 : 0)) }));

const distance = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((value, i) => value - b[i]!));

describe("smote", () => {
  it("keeps the rows, makes all classes as large as the largest, and repeats itself for the same seed", () => {
    fc.assert(
      fc.property(table, fc.nat(100), ({ rows, labels }, seed) => {
        const { x, y } = smote(rows, labels, { neighbours: 2, seed });
        expect(x.shape).toEqual([y.length, width]);
        expect([...x.data.subarray(0, rows.length * width)]).toEqual([...Float32Array.from(rows.flat())]);
        expect([...y.subarray(0, rows.length)]).toEqual(labels);
        const most = labels.filter((label) => label === 0).length;
        for (const label of [0, 1, 2]) expect(y.filter((each) => each === label)).toHaveLength(most);
        expect(smote(rows, labels, { neighbours: 2, seed })).toEqual({ x, y });
      }),
      { numRuns: 30 },
    );
  });

  it("puts each synthetic row between a row and one of its two nearest neighbours of the same class", () => {
    fc.assert(
      fc.property(table, ({ rows, labels }) => {
        const { x, y } = smote(rows, labels, { neighbours: 2, seed: 1 });
        for (let made = rows.length; made < y.length; made++) {
          const point = [...x.data.subarray(made * width, (made + 1) * width)];
          const its = rows.filter((_, row) => labels[row] === y[made]);
          const on = its.some((from) => {
            const others = its.filter((other) => other !== from);
            const second = others.map((other) => distance(from, other)).sort((a, b) => a - b)[1]!;
            // Rows are numbers of 32 bits there: of two that are as far away to that, either may be the second.
            return others
              .filter((other) => distance(from, other) <= second * (1 + 1e-6) + 1e-6)
              .some((to) => Math.abs(distance(from, point) + distance(point, to) - distance(from, to)) < 1e-5);
          });
          expect(on).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("takes names for classes and images for rows, and leaves balanced classes alone", () => {
    const images = { data: Float32Array.from({ length: 5 * 4 }, (_, i) => i), shape: [5, 1, 2, 2] };
    const { x, y } = smote(images, ["a", "b", "a", "b", "a"], { neighbours: 1 });
    expect(x.shape).toEqual([6, 1, 2, 2]);
    expect(y.at(-1)).toBe("b");
    expect(smote([[1], [2]], [0, 1]).y).toHaveLength(2);
  });

  it("says how many neighbours a small class has, and refuses what is no number", () => {
    const rows = [[1], [2], [3], [4], [5]];
    expect(() => smote(rows, [0, 0, 0, 1, 1])).toThrow(
      "5 neighbours need 6 rows: class 1 has 2.\nSay neighbours: 1 or less.",
    );
    expect(() => smote(rows, [0, 0, 0, 0, 1], { neighbours: 1 })).toThrow("Use overSample");
    expect(() => smote([[1], [Number.NaN]], [0, 1])).toThrow("got NaN at row 1");
    expect(() => smote(rows, [0, 1])).toThrow("a label for each of 5 rows: got 2");
    expect(() => smote(rows, [0, 0, 0, 1, 1], { neighbours: 0 })).toThrow("got 0");
  });
});
