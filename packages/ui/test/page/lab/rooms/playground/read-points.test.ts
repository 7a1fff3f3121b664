import { describe, expect, it } from "vitest";
import { readPoints } from "../../../../../page/lab/rooms/playground/read-points.ts";

describe("readPoints", () => {
  it("stretches places, and makes two classes of two labels, a head left out", () => {
    expect(readPoints("height,weight,kind\n10, 1, cat\n20,3,dog\r\n15,2,cat\n\n10,3,dog\n")).toEqual([
      { x: -0.95, y: -0.95, value: 1 },
      { x: 0.95, y: 0.95, value: -1 },
      { x: 0, y: 0, value: 1 },
      { x: -0.95, y: 0.95, value: -1 },
    ]);
  });

  it("takes values where there are more than two, and other signs between the columns", () => {
    expect(readPoints("0;0;1\n1;0;2\n0;1;3\n1;1;5")).toEqual([
      { x: -0.95, y: -0.95, value: -0.95 },
      { x: 0.95, y: -0.95, value: -0.47 },
      { x: -0.95, y: 0.95, value: 0 },
      { x: 0.95, y: 0.95, value: 0.95 },
    ]);
    expect(readPoints("0\t0\ta\n1\t0\tb\n0\t1\ta\n1\t1\tb")).toHaveLength(4);
  });

  it("puts all in the middle where a column is one number", () => {
    expect(readPoints("5,1,a\n5,2,b\n5,3,a\n5,4,b")).toMatchObject([{ x: 0 }, { x: 0 }, { x: 0 }, { x: 0 }]);
  });

  it.each([
    ["", "It takes four points at least: there are 0."],
    ["1,2,a\n2,3,b\n3,4,a", "It takes four points at least: there are 3."],
    ["1,2,a\n1,x,b\n1,3,a\n2,2,b", 'A line is two numbers and a class or a value: got "1, x, b".'],
    ["1,2\n1,2\n1,2\n1,2", 'A line is two numbers and a class or a value: got "1, 2".'],
    ["1,2,a\n1,2,b\n1,2,c\n1,2,c", "Points are of two classes, or have values: got 3 classes."],
    ["1,2,a\n1,2,a\n1,2,a\n1,2,a", 'Points are of two classes, or have values: all are "a".'],
    [
      Array.from({ length: 201 }, (_, i) => `${i},1,${i % 2}`).join("\n"),
      "It takes 200 points at most, as they stand in the address: there are 201.",
    ],
  ])("says what is wrong with %j", (text, says) => {
    expect(readPoints(text)).toBe(says);
  });
});
