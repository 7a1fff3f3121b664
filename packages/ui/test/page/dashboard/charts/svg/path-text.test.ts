import { expect, it } from "vitest";
import { pathText, wholePath } from "../../../../../page/dashboard/charts/svg/path-text.ts";

it("writes paths as SVG does, to a hundredth of a pixel", () => {
  expect(pathText("moveTo", [1.234, 5])).toBe("M1.23 5");
  expect(pathText("rect", [1, 2, 30, 40])).toBe("M1 2h30v40h-30Z");
  expect(pathText("closePath", [])).toBe("Z");
});

it("writes a circle as two halves, since an arc that ends where it began is none", () => {
  expect(pathText("arc", [10, 10, 5, 0, 2 * Math.PI])).toBe("M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10");
});

it("begins with a move, also where a canvas's path did not", () => {
  expect(wholePath([pathText("lineTo", [1, 1]), pathText("lineTo", [2, 2])])).toBe("M1 1L2 2");
  expect(wholePath([])).toBe("");
});
