import { KaviarError } from "@kaviar/base/error";
import { styleFor } from "@kaviar/base/text";
import { ModelError } from "@kaviar/nn";
import { expect, it } from "vitest";
import { codeOf, errorData, render } from "../src/render-error.ts";

const wrongCall = new ModelError("options", "`rate` of adam must be above 0: got -1.", { remedy: "Take 0.001." });
const badRows = new KaviarError("ragged", "data", "Row 7 has 3 cells, the head has 4.");
const brokenDisk = Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" });

it("ends with 2 where something else was to be typed, whichever package says so; else with 1", () => {
  expect([wrongCall, badRows, brokenDisk, "thrown text"].map(codeOf)).toEqual([2, 1, 1, 1]);
});

it("gives an error as data", () => {
  expect(errorData(wrongCall)).toEqual({
    code: "options",
    fault: "usage",
    evidence: "`rate` of adam must be above 0: got -1.",
    remedy: "Take 0.001.",
  });
  expect(errorData(brokenDisk)).toEqual({
    code: "unexpected",
    fault: "world",
    evidence: "EIO: i/o error, read",
    remedy: null,
  });
});

it("writes law and evidence on one line, the remedy on the next, and where only when asked", () => {
  const style = styleFor({ isTTY: false });
  expect(render(wrongCall, { style, debug: false })).toBe(
    "kaviar: `rate` of adam must be above 0: got -1.\nTake 0.001.\n",
  );
  expect(render(badRows, { style, debug: true })).toMatch(/^kaviar: Row 7 .*\n\nKaviarError: Row 7 .*\n +at /);
});
