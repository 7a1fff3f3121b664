import { cellsOf, cut, oneLine, padEnd, padStart } from "@kaviar/base/text";
import { expect, it } from "vitest";

it("cuts by cells of the terminal: colours take none, wide letters two, accents none", () => {
  expect(cellsOf("\x1b[31mab\x1b[39m")).toBe(2);
  expect(cellsOf("数e\u0301")).toBe(3);
  expect(cut("数数数", 4)).toBe("数…");
  expect(cut("\x1b[31mabcdef\x1b[39m", 4)).toBe("\x1b[31mabc…\x1b[39m");
});

it("fills lines up to cells, not to letters", () => {
  expect([padEnd("数", 4), padStart("数", 4)]).toEqual(["数  ", "  数"]);
});

it("keeps marks that steer a terminal out of a line", () => {
  expect(oneLine("a\n\tb\x1b[2Jc\x07")).toBe("a b[2Jc");
});
