import { seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { readAutofitOptions } from "../../../src/autofit/options.ts";
import { prepareSearch } from "../../../src/autofit/preparing/prepare-search.ts";
import { split, table } from "../../../src/index.ts";

type Made = Readonly<Record<string, unknown>>;

/** A class told by two numbers, and whatever else there is to be. */
const made = (rows: number, more: (row: number, is: string) => Made = () => ({})) => {
  const random = seededRandom(4);
  return table(
    Array.from({ length: rows }, (_, i) => {
      const [a, b] = [random(), random()];
      const is = a + b > 1 ? "yes" : "no";
      return { a, b, y: is, ...more(i, is) };
    }),
  );
};

const prepared = (given: ReturnType<typeof table>, options: Made = {}, milliseconds?: number) =>
  prepareSearch(given, readAutofitOptions({ target: "y", ...options } as never), milliseconds);

describe("a search refuses", () => {
  const constant = (rows: number) =>
    table({ y: Array.from({ length: rows }, (_, i) => i % 2), a: Array(rows).fill(3) });
  it.each([
    ["a target that is missing throughout", made(20, () => ({ y: null })), {}, "`y` is missing in all 20"],
    ["numbers that are all the same", made(120, () => ({ y: 3 })), { task: "numbers" }, "`y` is 3 in all 96 rows"],
    ["columns that all say nothing", constant(120), {}, "beside `y` there are none: `a` is the same in every row"],
    ["a class in one row", made(150, (i) => ({ y: i === 7 ? "rare" : "no" })), {}, "rocAuc says nothing of 24 of 120"],
    ["two rows", made(2, (i) => ({ y: i ? "yes" : "no" })), {}, "rocAuc says nothing of 1 of 2"],
    ["as many classes as rows", made(120, (i) => ({ y: `c${i}` })), {}, "`y` is another text in each row"],
    ["the target as the group", made(120), { group: "y" }, "the target or the `group`"],
    ["group and time", made(120), { group: "a", time: "b" }, "by `group` or by `time`"],
    ["a time with gaps", made(120, (i) => ({ a: i % 9 ? i : null })), { time: "a" }, "autofit orders rows by time"],
    ["a holdout without a column", made(120), { holdout: made(9).without("b") }, "it has no `b`"],
    ["a holdout without a target", made(120), { holdout: made(9).without("y") }, "it has no `y`"],
    ["a holdout of other kinds", made(120), { holdout: made(9, () => ({ b: "x" })) }, "`b` holds numbers, and texts"],
    ["a holdout of new classes", made(120), { holdout: made(9, () => ({ y: "new" })) }, '`y` is "new" at its row 0'],
    ["a holdout of no rows", made(120), { holdout: made(9).take([]) }, "0 rows, and none has one"],
  ])("%s", (_, given, options, says) => {
    expect(() => prepared(given, options)).toThrow(says);
  });
});

describe("a search says", () => {
  it.each([
    [
      "a copy of the target",
      made(150, (_, is) => ({ copy: is === "yes" ? "Y" : "N" })),
      {},
      "`copy` may know the target",
    ],
    ["a split", made(150, (i) => ({ part: i < 99 ? "train" : "test" })), {}, "`part` says who split the rows"],
    ["infinite values", made(150, (i) => ({ b: i % 50 ? i : Infinity })), {}, "`b` is infinite in 3 rows"],
    [
      "a class in one row of three",
      made(150, (i, is) => ({ y: i === 7 ? "rare" : is })),
      {},
      '`y` has "rare" in one row',
    ],
    ["rows without a target", made(150, (i, is) => ({ y: i % 3 ? is : null })), {}, "50 rows without `y` left out."],
    ["few groups", made(150, (i) => ({ who: `p${i % 3}` })), { group: "who" }, "3 groups are too few to spare some"],
    [
      "rows of a holdout without a target",
      made(150),
      { holdout: made(9, (i, is) => ({ y: i ? is : null })) },
      "1 row of the holdout without `y` left out.",
    ],
    ["fewer folds", made(60, (i) => ({ y: i < 3 ? "yes" : "no" })), {}, "3 folds in the place of 5"],
    [
      "rows held out of classes that were not there before",
      made(150, (i, is) => ({ y: i > 140 ? "late" : is, when: i })),
      { time: "when" },
      '9 rows held out cannot be scored: no row of the search has their class, "late"',
    ],
  ])("%s", (_, given, options, says) => {
    const { notes, held, training } = prepared(given, options);
    expect(notes.join("\n")).toContain(says);
    if (held && training.target.task === "classes")
      expect(training.target.classes).toEqual(expect.arrayContaining(held.column("y").toArray()));
  });

  it("which rows belong together, by a column that is no feature", () => {
    const { notes, training, facts } = prepared(
      made(150, (i) => ({ who: `p${i % 30}` })),
      { group: "who" },
    );
    expect(notes).toContain("`who` says which rows belong together, and is no feature.");
    expect(training.table.columns).toEqual(["a", "b"]);
    expect(facts.columns).toBe(2);
    expect(new Set(training.groups).size).toBe(24);
  });

  it("nothing of a table where there is nothing to say", () => {
    expect(prepared(made(150)).notes).toEqual(["y is taken for classes: it holds texts."]);
  });
});

it("knows of infinite values in rows that are held out, too", () => {
  const b = (i: number) => ({ b: i === 149 ? -Infinity : i });
  const { facts, training } = prepared(
    made(150, (i) => ({ ...b(i), when: i })),
    { time: "when" },
  );
  expect(training.table.column("b").toArray()).not.toContain(-Infinity);
  expect(facts.infinite).toBe(1);
});

it("says how many rows of a long table `split` has drawn, so that others can draw them too", () => {
  const random = seededRandom(1);
  const long = made(30_000, (i) => ({ b: random(), c: i % 7 }));
  const { training, drawn } = prepared(long, { holdout: 0.1, seed: 3 }, 1_000);
  const dealing = { target: "y", seed: 3 };
  const again = split(split(long, { ...dealing, test: 0.1 }).train, { ...dealing, test: drawn! }).test;
  expect(training.table.column("b").toArray()).toEqual(again.column("b").toArray());
  expect(prepared(long, { holdout: 0.1 }).drawn).toBeUndefined();
});

it("looks at some rows of each class of a long table", () => {
  const rows = 30_000;
  const random = seededRandom(1);
  const y = Array.from({ length: rows }, (_, i) => (i % 6_000 === 5 ? "rare" : random() < 0.5 ? "no" : "yes"));
  const long = table({ a: Float64Array.from(y, random), y });
  const { training, notes } = prepared(long, { holdout: 0.1 }, 1_000);
  expect(training.target.task === "classes" && training.target.classes).toEqual(["no", "rare", "yes"]);
  expect(training.table.rows).toBeLessThan(13_000);
  expect(notes.join("\n")).toContain("of 27000 rows: more of them need more time.");
});
