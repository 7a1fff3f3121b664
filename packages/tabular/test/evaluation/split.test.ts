import { split, table } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";

const rows = (n: number) => Array.from({ length: n }, (_, i) => i);

describe("a split of a table", () => {
  const people = table({
    id: rows(200),
    churned: rows(200).map((i) => (i % 10 === 0 ? "yes" : "no")),
    customer: rows(200).map((i) => `c${i >> 2}`),
    day: rows(200).map((i) => 199 - (i >> 1)),
  });

  it("shares classes out alike, and every row is on one side", () => {
    const { train, test } = split(people, { target: "churned", test: 0.25, seed: 1 });
    expect([train.rows, test.rows]).toEqual([150, 50]);
    expect(test.filter((row) => row.churned === "yes").rows).toBe(5);
    expect([...train.column("id"), ...test.column("id")].map(Number).sort((a, b) => a - b)).toEqual(rows(200));
  });

  it("draws the same rows for the same seed, others for another", () => {
    const drawn = (seed: number) => split(people, { target: "churned", seed }).test.column("id").toArray();
    expect(drawn(3)).toEqual(drawn(3));
    expect(drawn(3)).not.toEqual(drawn(4));
  });

  it("keeps groups whole", () => {
    const { train, test } = split(people, { target: "churned", group: "customer", seed: 2 });
    const there = new Set(train.column("customer"));
    expect([...test.column("customer")].filter((name) => there.has(name))).toEqual([]);
    expect(test.rows).toBe(48);
  });

  it("holds the latest rows back, and moments that rows share whole", () => {
    const { train, test } = split(people, { time: "day", test: 0.25 });
    expect(test.rows).toBe(50);
    expect(Math.min(...test.column("day").toArray().map(Number))).toBeGreaterThan(
      Math.max(...train.column("day").toArray().map(Number)),
    );
  });

  it("leaves the one row of a class with the rows to learn from", () => {
    const odd = table({ x: rows(20), y: rows(20).map((i) => (i === 7 ? "rare" : i % 2 ? "a" : "b")) });
    for (const seed of rows(10)) {
      const { train, test } = split(odd, { target: "y", test: 5, seed });
      expect(test.rows).toBe(5);
      expect([...train.column("y")]).toContain("rare");
    }
  });

  it.each([
    [{ test: 0.001 }, "split needs rows on both sides: 0 of 200 would be held back."],
    [{ test: 200 }, "split needs rows on both sides: 200 of 200 would be held back."],
    [{ test: -1 }, "`test` of split must be a share of the rows between 0 and 1, or a number of rows: got -1."],
    [{ target: "churnd" }, "The table has no column `churnd`."],
    [{ group: "customer", time: "day" }, "split goes by `group` or by `time`, not by both."],
    [{ time: "customer" }, "split orders rows by time: `customer` holds texts."],
  ])("%o is refused", (options, evidence) => {
    expect(() => split(people, options)).toThrow(evidence);
  });
});
