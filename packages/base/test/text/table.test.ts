import { table } from "@kaviar/base/text";
import { expect, it } from "vitest";

const columns = [{ title: "name" }, { title: "n", align: "right" }, { title: "params" }] as const;
const rows = [
  ["数が", "7", "rate 0.1"],
  ["b", "1200", "rate 0.25"],
];

it("aligns by the cells of a terminal", () => {
  expect(table(columns, rows)).toEqual(["name     n  params", "数が     7  rate 0.1", "b     1200  rate 0.25"]);
});

it("cuts the last column where the width ends", () => {
  expect(table(columns, rows, { width: 15 })).toEqual(["name     n  pa…", "数が     7  ra…", "b     1200  ra…"]);
});
