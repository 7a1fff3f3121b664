import { describe, expect, it } from "vitest";
import { profile } from "../../../src/profile/index.ts";
import { table } from "../../../src/table/index.ts";

const rows = 200;
const make = <T>(of: (i: number) => T): T[] => Array.from({ length: rows }, (_, i) => of(i));
/** Numbers without a pattern: multiples of an irrational one. */
const noise = (i: number, seed = 1) => (i * 0.6180339887 * seed + i * i * 0.0137 * seed) % 1;
const classes = make((i) => (noise(i, 3) < 0.5 ? "yes" : "no"));

const seen = async (columns: Parameters<typeof table>[0], options: Parameters<typeof profile>[1] = {}) =>
  (await profile(table(columns), options)).findings.map(({ code, place, evidence }) => ({ code, place, evidence }));

const codes = async (...given: Parameters<typeof seen>) => (await seen(...given)).map(({ code }) => code);

describe("of leaks", () => {
  it("a copy of the target, in its words, in others, and on a line", async () => {
    const other = classes.map((label) => (label === "yes" ? "left" : "stayed"));
    expect(await seen({ same: classes, other, y: classes }, { target: "y" })).toMatchObject([
      { code: "copy-of-target", place: "same", evidence: "it is `y` in all 200 rows." },
      { code: "copy-of-target", place: "other", evidence: "it has one value for each class of `y` in all 200 rows." },
      { code: "repeated-rows" },
      { code: "copies", evidence: "`same` and `other` say the same in all rows, if in other words." },
    ]);
    const y = make((i) => noise(i) * 100);
    const euros = y.map((x) => 0.5 * x - 3);
    expect((await seen({ euros, y }, { target: "y" }))[0]).toMatchObject({
      code: "copy-of-target",
      place: "euros",
      evidence: "2 × it + 6 is `y` in all 200 rows.",
    });
  });

  it("a column that tells the target alone, and not one of noise", async () => {
    const nearly = classes.map((label, i) => (label === "yes" ? 10 : 0) + noise(i));
    const found = await seen({ nearly, x: make((i) => noise(i, 7)), y: classes }, { target: "y" });
    expect(found.map(({ code, place }) => [code, place])).toEqual([["predicts-target", "nearly"]]);
  });

  it("gaps that say something of the target", async () => {
    const ended = classes.map((label, i) => (label === "yes" ? noise(i) : null));
    const found = await seen({ ended, y: classes }, { target: "y" });
    expect(found.find(({ code }) => code === "missing-tells-target")?.place).toBe("ended");
  });

  it("a column that says who split the rows, and rows on both sides", async () => {
    const part = make((i) => (i % 2 === 0 ? "Train" : "Test"));
    const x = make((i) => noise(i - (i % 20 === 1 ? 1 : 0)));
    const found = await seen({ part, x });
    expect(found).toMatchObject([
      { code: "split-column", place: "part", evidence: expect.stringContaining("(Train, Test)") },
      { code: "repeated-across-split", evidence: expect.stringMatching(/^20 rows \(10 %\) are in more than one part/) },
    ]);
    expect(await codes({ fold: make((i) => `f${i % 4}`), x }, { split: "fold" })).toContain("repeated-across-split");
    expect(await codes({ fold: make((i) => `f${i % 4}`), x })).not.toContain("repeated-across-split");
  });
});

describe("of the target", () => {
  it("one class, rare ones, few of one, gaps", async () => {
    const x = make((i) => noise(i));
    const of = async (y: (string | null)[]) =>
      (await codes({ x, y }, { target: "y" })).filter((code) => code !== "constant");
    expect(await of(make(() => "a"))).toEqual(["one-class"]);
    expect(await of(make((i) => (i < 3 ? "a" : i % 2 ? "b" : "c")))).toContain("rare-class");
    expect(await of(make((i) => (i % 15 === 0 ? "a" : "b")))).toContain("imbalanced");
    expect(await of(make((i) => (i % 15 === 0 ? null : i % 2 ? "a" : "b")))).toContain("target-missing");
    expect(await of(classes)).toEqual([]);
  });
});

describe("of columns", () => {
  it("ids, constants, gaps, infinities, stand-ins, spellings, sentences, many categories, copies", async () => {
    const found = await seen({
      id: make((i) => `u${i}`),
      one: make(() => 1),
      none: make(() => null),
      hardly: make((i) => (i % 3 === 0 ? noise(i) : null)),
      infinite: make((i) => (i === 5 ? Infinity : noise(i, 2))),
      age: make((i) => (i % 20 === 0 ? -999 : 20 + (i % 50))),
      town: make((i) => ["Bonn", "bonn ", "Köln"][i % 3]!),
      said: make((i) => `a sentence with the number ${i}`),
      zip: make((i) => `z${i % 60}`),
      a: make((i) => noise(i, 5)),
      b: make((i) => 3 * noise(i, 5)),
    });
    expect(Object.fromEntries(found.map(({ code, place, evidence }) => [code, place ?? evidence]))).toEqual({
      infinite: "infinite",
      copies: "`a` and `b` say the same (r = 1).",
      id: "id",
      spellings: "town",
      "many-categories": "zip",
      "free-text": "said",
      constant: "`one` and `none` are the same in all rows, or missing in all.",
      "mostly-missing": "hardly",
      "stands-for-missing": "age",
    });
  });

  it("rows that are in the order of a date", async () => {
    const when = make((i) => new Date(86_400_000 * i));
    expect(await seen({ when, x: make((i) => noise(i)) })).toMatchObject([
      { code: "time-order", place: "when", evidence: expect.stringContaining("from 1970-01-01 to 1970-07-19") },
    ]);
    expect(await codes({ when: when.toReversed(), x: make((i) => noise(i)) })).toEqual([]);
  });

  it("rows that repeat another, ids aside", async () => {
    const found = await seen({ id: make((i) => `u${i}`), x: make((i) => noise(i < 2 ? 0 : i)) });
    expect(found.find(({ code }) => code === "repeated-rows")?.evidence).toMatch(/^1 row \(0\.5 %\) repeats another/);
  });
});
