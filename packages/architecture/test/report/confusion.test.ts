import fc from "fast-check";
import { expect, it } from "vitest";
import { confusionOf } from "../../src/report/confusion.ts";

it("counts what is taken for what", () => {
  const said = Float32Array.of(0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.6, 0.3, 0.1, 0.2, 0.2, 0.6);
  expect(confusionOf(said, Int32Array.of(0, 1, 1, 2), ["a", "b", "c"])).toEqual({
    labels: ["a", "b", "c"],
    counts: [
      [1, 0, 0],
      [1, 1, 0],
      [0, 0, 1],
    ],
  });
});

it("of ten thousand classes tells the pairs that are mistaken most, and how many mistakes there are", () => {
  const width = 10_000;
  const classes = Array.from({ length: width }, (_, i) => `class ${i}`);
  const codes = Int32Array.from({ length: 60 }, (_, row) => row % 3);
  const said = new Float32Array(60 * width);
  // Class 0 is always taken for 9999, class 1 for 9998 in one of four rows.
  codes.forEach((code, row) => {
    said[row * width + (code === 0 ? 9999 : code === 1 && row % 4 === 0 ? 9998 : code)] = 1;
  });
  expect(confusionOf(said, codes, classes)).toEqual({
    mistakes: 25,
    pairs: [
      { actual: "class 0", said: "class 9999", rows: 20, of: 20 },
      { actual: "class 1", said: "class 9998", rows: 5, of: 20 },
    ],
  });
});

it("counts every row once, in a table and in pairs", () => {
  const rows = (width: number) =>
    fc.array(
      fc.tuple(
        fc.nat(width - 1),
        fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: width, maxLength: width }),
      ),
      { maxLength: 20 },
    );
  for (const width of [2, 21])
    fc.assert(
      fc.property(rows(width), (all) => {
        const said = Float32Array.from(all.flatMap(([, own]) => own));
        const codes = Int32Array.from(all, ([code]) => code);
        const found = confusionOf(said, codes, Array.from({ length: width }, String));
        const wrong = all.filter(([code, own]) => own.indexOf(Math.max(...own)) !== code).length;
        if ("counts" in found) expect(found.counts.flat().reduce((sum, n) => sum + n, 0)).toBe(all.length);
        else expect(found.mistakes).toBe(wrong);
      }),
    );
});
