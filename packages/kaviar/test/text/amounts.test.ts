import { expect, it } from "vitest";
import { formatDuration, formatNumber } from "../../src/text/amounts.ts";
import { cellsOf, cut, oneLine } from "../../src/text/cells.ts";

it.each([
  [0, "0"],
  [120000, "120000"],
  [0.03125, "0.03125"],
  [1234567, "1.235e6"],
  [1.5e-5, "1.5e-5"],
  [0.99987, "0.99987"],
  [-0.5, "-0.5"],
  [Infinity, "∞"],
])("writes %d as %s", (x, text) => expect(formatNumber(x)).toBe(text));

it.each([
  [340, "340ms"],
  [4_230, "4.2s"],
  [59_600, "1m 00s"],
  [72_000, "1m 12s"],
  [7_500_000, "2h 05m"],
  [273_600_000, "3d 04h"],
])("writes %d ms as %s", (ms, text) => expect(formatDuration(ms)).toBe(text));

it("cuts by cells of the terminal: colours take none, wide letters two, accents none", () => {
  expect(cellsOf("\x1b[31mab\x1b[39m")).toBe(2);
  expect(cellsOf("数e\u0301")).toBe(3);
  expect(cut("数数数", 4)).toBe("数…");
  expect(cut("\x1b[31mabcdef\x1b[39m", 4)).toBe("\x1b[31mabc…\x1b[39m");
});

it("keeps marks that steer a terminal out of a line", () => {
  expect(oneLine("a\n\tb\x1b[2Jc\x07")).toBe("a b[2Jc");
});
