import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTargets, takeTargets } from "../../src/data/targets.ts";

describe("readTargets", () => {
  it("takes texts and truths as classes, in the order of their names", () => {
    expect(readTargets(["b", "a", "b"])).toEqual({
      kind: "classes",
      classes: ["a", "b"],
      codes: Int32Array.of(1, 0, 1),
    });
    expect(readTargets([true, false])).toMatchObject({ classes: ["false", "true"] });
  });

  it("takes few whole numbers that come often as classes, in the order of numbers, and all others as numbers", () => {
    const digits = Array.from({ length: 120 }, (_, i) => i % 12);
    expect(readTargets(digits)).toMatchObject({ kind: "classes", classes: digits.slice(0, 12).map(String) });
    expect(readTargets(digits, "numbers").kind).toBe("numbers");
    expect(readTargets(Array.from({ length: 120 }, (_, i) => i)).kind).toBe("numbers");
    expect(readTargets([0.5, 1, 2]).kind).toBe("numbers");
  });

  it("keeps the class of each row, whichever rows are taken", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("x", "y", "z"), { minLength: 3 }), (names) => {
        fc.pre(new Set(names).size > 1);
        const targets = readTargets(names);
        const rows = names.map((_, i) => names.length - 1 - i);
        const taken = takeTargets(targets, rows);
        const back = taken.kind === "classes" ? Array.from(taken.codes, (code) => taken.classes[code]) : [];
        expect(back).toEqual([...names].reverse());
      }),
    );
  });
});
