import { cellsOf, styleFor } from "@kaviar/base/text";
import { expect, it } from "vitest";
import { profile, renderProfile } from "../../src/profile/index.ts";
import { table } from "../../src/table/index.ts";

const style = styleFor({});

it("is plain and as wide as a page of code where nobody says", async () => {
  const seen = await profile(table({ a: [1, 2, 2] }));
  expect(renderProfile(seen)).toEqual(renderProfile(seen, { style, width: 120 }));
});

it("shows columns with histograms, the target's balance, what goes together and what was noticed", async () => {
  const rows = Array.from({ length: 100 }, (_, i) => ({
    age: i % 10,
    twice: 2 * (i % 10),
    plan: i % 4 === 0 ? "pro" : "basic",
    target: i % 3 === 0 ? "yes" : "no",
  }));
  const lines = renderProfile(await profile(table(rows), { target: "target" }), { style, width: 100 });
  expect(lines).toEqual([
    "100 rows × 4 columns",
    "",
    "column  type      values  explains              what is in it",
    "age     integer       10       0 %  ██████████  0 … 4.5 … 9",
    expect.stringMatching(/^twice {3}integer {7}10 {7}0 % {2}[▄█]+ {2}0 … 9 … 18$/),
    "plan    category       2       0 %              basic 75 %, pro 25 %",
    "target  category       2    target              no 66 %, yes 34 %",
    "",
    "target, the target: 2 classes",
    "no   66  66 %  ━━━━━━━━━━━━━───────",
    "yes  34  34 %  ━━━━━━━─────────────",
    "",
    "go together",
    "1.00  age · twice",
    "",
    "worth a look",
    expect.stringMatching(/^· repeated rows: /),
    expect.any(String),
    expect.any(String),
    "· copies: `age` and `twice` say the same (r = 1).",
    expect.stringMatching(/^ {2}try: 1\. Keep one of them/),
  ]);
});

it("keeps to the width of the terminal, whatever names and values there are", async () => {
  const name = "a name that is far too long for a column of a table";
  const given = table({ [name]: ["x".repeat(200), "line\nbreak", "日本語".repeat(30)], b: [1, 2, 3] });
  const seen = await profile(given, { target: name });
  for (const width of [60, 80, 120]) {
    const lines = renderProfile(seen, { style, width });
    expect(Math.max(...lines.slice(2).map(cellsOf))).toBeLessThanOrEqual(Math.max(width, 80));
    expect(lines.filter((line) => line.includes("\n"))).toEqual([]);
  }
});

it("shows the first of very many columns, and the target", async () => {
  const columns = Object.fromEntries(Array.from({ length: 700 }, (_, i) => [`x${i}`, [i, 1, 2]]));
  const lines = renderProfile(await profile(table({ ...columns, y: [1, 2, 4] }), { target: "y" }));
  const names = lines.map((line) => line.split(" ")[0]);
  expect(names).toEqual(expect.arrayContaining(["x0", "x99", "y"]));
  expect(names).not.toContain("x100");
  expect(lines).toContain("and 600 more: the page has them, and the data");
});
