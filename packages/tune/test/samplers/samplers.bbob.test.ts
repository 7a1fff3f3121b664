import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { bbob, functionCount } from "../../../../bench/tune/bbob/index.ts";

interface Row {
  readonly number: number;
  readonly dimensions: number;
  readonly instance: number;
  readonly minimum: number;
  readonly values: readonly number[];
}

const { rows } = JSON.parse(await readFile(new URL("bbob/ioh.json", import.meta.url), "utf8")) as { rows: Row[] };

/** The points that record.py looks at; the last is partly outside of the box. */
const pointsOf = ({ number, dimensions }: Row): number[][] =>
  [4.9, 3, 5.4].map((size, k) =>
    Array.from({ length: dimensions }, (_, i) => size * Math.sin(1.7 * (i + 1) + 2.3 * k + 0.1 * number)),
  );

/** To nine digits: sums of a thousand terms of up to 1e9. */
const isNear = (value: number, wanted: number): boolean =>
  Math.abs(value - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));

describe("the functions that samplers are measured on", () => {
  it("are BBOB's, as IOHexperimenter computes them", () => {
    expect(new Set(rows.map(({ number }) => number)).size).toBe(functionCount);
    const wrong = rows.filter((row) => {
      const f = bbob(row.number, row.dimensions, row.instance);
      return !(isNear(f.minimum, row.minimum) && pointsOf(row).every((x, k) => isNear(f.value(x), row.values[k]!)));
    });
    expect(wrong).toEqual([]);
  });

  it("are least where they say", () => {
    for (const { number, dimensions, instance } of rows) {
      const { value, minimum, minimizer } = bbob(number, dimensions, instance);
      expect(value(minimizer) - minimum).toBeLessThan(1e-6);
      const near = minimizer.map((at, i) => Math.max(-5, Math.min(5, at + (i % 2 ? 0.01 : -0.02))));
      expect(value(near)).toBeGreaterThan(minimum);
    }
  });
});
