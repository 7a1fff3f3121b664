import { describe, expect, it } from "vitest";
import { readTable } from "../../src/reading/index.ts";
import { makeFolder } from "./files.ts";

const { write } = makeFolder();

let files = 0;
/** The column `x` of a file with these cells, beside a column of other texts. */
const column = async (cells: readonly string[], options?: Parameters<typeof readTable>[1], delimiter = ",") => {
  const path = write(`x${files++}.csv`, ["x", ...cells].map((cell) => `${cell}${delimiter}a`).join("\n"));
  const table = await readTable(path, options);
  const { type, why, missing } = table.schema[0]!;
  return { type, why, missing, values: table.column("x").toArray() };
};

describe("a column of a CSV file is", () => {
  it.each<[string, string[], string, unknown[]]>([
    ["integer of whole numbers", ["1", "-2", "+3", "1e3"], "integer", [1, -2, 3, 1000]],
    ["number of others", ["1", "2.5", ".5", "-1e-3"], "number", [1, 2.5, 0.5, -0.001]],
    ["number with infinities", ["1", "inf", "-Infinity"], "number", [1, Infinity, -Infinity]],
    ["number up to the largest", ["1.5", "1e308"], "number", [1.5, 1e308]],
    ["category beyond it", ["1.5", "1e400"], "category", ["1.5", "1e400"]],
    ["boolean of true and false", ["true", "false", "true"], "boolean", [true, false, true]],
    ["category of yes and no, as they stood", ["yes", "no"], "category", ["yes", "no"]],
    ["category of True and FALSE, as they stood", ["True", "FALSE"], "category", ["True", "FALSE"]],
    ["category of digits with zeros before", ["01234", "99999"], "category", ["01234", "99999"]],
    ["category of 1_000", ["1_000", "2_000"], "category", ["1_000", "2_000"]],
    ["id of whole numbers beyond 2⁵³", ["9007199254740993", "1"], "id", ["9007199254740993", "1"]],
    ["constant of one number", ["7", "7", "7"], "constant", [7, 7, 7]],
    ["constant of one text", ["z", "z"], "constant", ["z", "z"]],
    ["category of one text and nothing", ["z", "NA", "z"], "category", ["z", null, "z"]],
  ])("%s", async (_, cells, type, values) => {
    const found = await column(cells);
    expect(found).toMatchObject({ type, values });
    expect(found.why).not.toBe("");
  });

  it("says why it is none of what it nearly is", async () => {
    const whys = await Promise.all(
      [
        ["007", "8"],
        ["9007199254740993", "1"],
        [...Array.from({ length: 19 }, (_, i) => String(i)), "about 20"],
        ["01/02/2024", "03/04/2024"],
        ["2024-01-02", "3.4.2024"],
        [...Array.from({ length: 19 }, () => "2024-01-02"), "soon"],
        ['"1,500"', '"2,000"'],
        ["$1.50", "$2"],
        ["12 %", "7%"],
        ["1.5", "1e400"],
      ].map(async (cells) => (await column(cells)).why?.replace(/^.*?; /, "")),
    );
    expect(whys).toEqual([
      "digits with a zero before, such as 007",
      "whole numbers beyond 2⁵³, such as 9007199254740993",
      'not all numbers: "about 20" is none',
      "dates that may be day/month/year or month/day/year: none of them tells which",
      "dates written in several ways: year-month-day, day.month.year",
      'not all dates: "soon" is none',
      'numbers with commas, such as "1,500": for thousands or for the fraction',
      'amounts with a sign, such as "$1.50": no numbers as they stand',
      'amounts with a sign, such as "12 %": no numbers as they stand',
      "1e400 is beyond the largest number",
    ]);
  });

  it("no id for being a measure or a day that cannot be read: all of those differ", async () => {
    const each = (cell: (i: number) => string) => Array.from({ length: 30 }, (_, i) => cell(i));
    for (const cells of [
      each((i) => `"${1 + i},500"`),
      each((i) => `$${i}.50`),
      each((i) => `0${1 + (i % 9)}/0${1 + (i % 7)}/${1990 + i}`),
      each((i) => (i === 3 ? "1e400" : `${i}.5`)),
    ])
      expect((await column(cells)).type, cells[0]!).toBe("category");
  });

  it.each<[string, string, string[], number[]]>([
    ["English", ",", ['"1,234.5"', '"12"', '"1,234,567"'], [1234.5, 12, 1234567]],
    ["German", ";", ["1.234,5", "12", "-1.234.567,25"], [1234.5, 12, -1234567.25]],
    ["Swiss", ",", ["1'234.5", "1’234’567"], [1234.5, 1234567]],
    ["French, with spaces that keep a line together", ";", ["1\u202f234,5", "1\u00a0234"], [1234.5, 1234]],
    ["with commas that are for the fraction, since thousands have three digits", ",", ['"1,5"', '"2,25"'], [1.5, 2.25]],
  ])("number with parted thousands: %s", async (_, delimiter, cells, values) => {
    expect(await column(cells, {}, delimiter)).toMatchObject({ values });
  });

  it("none of numbers that are parted otherwise than in threes, or by several marks", async () => {
    for (const cell of ["12,34.5", "1.234.5", "1,234.567,8", "0,123.4"])
      expect((await column([cell, `${cell}9`], {}, ";")).type, cell).toBe("category");
  });

  it("number with commas for the fraction, where commas do not part columns", async () => {
    expect(await column(["1,5", "-2,25", "3"], {}, ";")).toMatchObject({ type: "number", values: [1.5, -2.25, 3] });
    expect(await column(["1,5", "2.5"], {}, ";")).toMatchObject({ type: "category" });
  });

  it.each<[string, string[], string[]]>([
    ["year-month-day", ["1965-03-01", "2024-02-29"], ["1965-03-01T00:00:00.000Z", "2024-02-29T00:00:00.000Z"]],
    [
      "with a time and a zone",
      ["2024-01-02T03:04:05Z", "2024-01-02 03:04:05+02:00"],
      ["2024-01-02T03:04:05.000Z", "2024-01-02T01:04:05.000Z"],
    ],
    [
      "with a time, of UTC",
      ["1901-01-02 03:04", "2024-01-02 03:04:05.678"],
      ["1901-01-02T03:04:00.000Z", "2024-01-02T03:04:05.678Z"],
    ],
    ["day.month.year", ["1.2.1950", "28.02.2024"], ["1950-02-01T00:00:00.000Z", "2024-02-28T00:00:00.000Z"]],
    [
      "month/day/year, since a 31 is no month",
      ["01/02/2024", "01/31/2024"],
      ["2024-01-02T00:00:00.000Z", "2024-01-31T00:00:00.000Z"],
    ],
    [
      "day/month/year, since a 31 is no month",
      ["01/02/2024", "31/01/2024"],
      ["2024-02-01T00:00:00.000Z", "2024-01-31T00:00:00.000Z"],
    ],
    ["month in words", ["3 Mar 1999", "12 December 2001"], ["1999-03-03T00:00:00.000Z", "2001-12-12T00:00:00.000Z"]],
  ])("date: %s", async (_, cells, moments) => {
    const { type, values } = await column(cells);
    expect(type).toBe("date");
    expect(values.map((value) => (value as Date).toISOString())).toEqual(moments);
  });

  it("no date that is none: February has no 30th", async () => {
    expect(await column(["2024-02-30", "2024-02-01"])).toMatchObject({ type: "category" });
  });

  it("id of words of their own, text of sentences, category of words that come again", async () => {
    const many = (of: (i: number) => string) => Array.from({ length: 40 }, (_, i) => of(i));
    expect((await column(many((i) => `u${i}`))).type).toBe("id");
    expect((await column(many((i) => `this is sentence ${i}`))).type).toBe("text");
    expect((await column(many((i) => `u${i % 20}`))).type).toBe("category");
    expect((await column(["u1", "u2", "u3"])).type).toBe("category");
  });

  it("id of whole numbers that go up by one with each row, or are called so", async () => {
    const lines = Array.from({ length: 30 }, (_, i) => String(100 + i));
    expect((await column(lines)).type).toBe("id");
    expect((await column(lines.map(Number).map((n) => String(n * 3)))).type).toBe("integer");
    const path = write(
      "ids.csv",
      `customer_id,paid\n${lines.map((n) => `${Number(n) * 3},${Number(n) * 7}`).join("\n")}`,
    );
    expect((await readTable(path)).schema.map(({ type }) => type)).toEqual(["id", "integer"]);
  });
});

describe("missing values", () => {
  it("are the usual words, with spaces around them too", async () => {
    const { missing, values } = await column(["1", "", " ", "NA", "N/A", "?", "null", "NaN", " NA ", "2"]);
    expect([missing, values.filter((value) => value !== null)]).toEqual([8, [1, 2]]);
  });

  it("are words of one's own, and the empty one", async () => {
    expect((await column(["1", "-", "", "3"], { missing: ["-"] })).values).toEqual([1, null, null, 3]);
    expect((await column(["x", "NA", "None", ""], { missing: [] })).values).toEqual(["x", "NA", "None", null]);
  });

  it("in every row make a constant", async () => {
    expect(await column(["NA", "NA"])).toMatchObject({ type: "constant", why: "all values are missing", missing: 2 });
  });
});

describe("a type that is told", () => {
  it("holds: texts as they stood, numbers of words, truths of words", async () => {
    expect(await column(["1", "02"], { types: { x: "category" } })).toMatchObject({
      type: "category",
      values: ["1", "02"],
    });
    expect(await column(["1", "2"], { types: { x: "text" } })).toMatchObject({ type: "text", values: ["1", "2"] });
    expect(await column(["007", "8"], { types: { x: "integer" } })).toMatchObject({ type: "integer", values: [7, 8] });
    expect(await column(["yes", "No"], { types: { x: "boolean" } })).toMatchObject({
      type: "boolean",
      values: [true, false],
    });
    expect(await column(["5", "6"], { types: { x: "id" } })).toMatchObject({ type: "id", values: [5, 6] });
    const told = { types: { x: "number" } } as const;
    expect((await column(['"1,500"', '"2,000"'], told)).values).toEqual([1500, 2000]);
    expect((await column(["1,500", "2,000"], told, ";")).values).toEqual([1.5, 2]);
    expect((await column(['"1,5"', '"2,000"'], told)).values).toEqual([1.5, 2]);
    const dates = await column(["01/02/2024"], { types: { x: "date" } });
    expect(dates).toMatchObject({ type: "date", why: "so told" });
  });

  it("is refused where a value is none, with the row", async () => {
    await expect(column(["1", "2", "three"], { types: { x: "number" } })).rejects.toMatchObject({
      code: "column",
      evidence: '`x` is to be number: row 2 has "three".',
    });
  });
});
