import { describe, expect, it } from "vitest";
import { chartsOf, type RunTable, secondsLeft, withNews } from "../../../../page/dashboard/run/run-table.ts";

const none: RunTable = new Map();

describe("withNews", () => {
  it("puts epochs behind those that are there, and in the place of those that are told again", () => {
    const first = withNews(none, { from: 0, numbers: { loss: [3, 2], late: ["NaN", 5] } });
    const second = withNews(first, { from: 1, numbers: { loss: [2.5, "Infinity"], late: [6, "-Infinity"] } });
    expect(Object.fromEntries(second)).toEqual({ loss: [3, 2.5, Infinity], late: [Number.NaN, 6, -Infinity] });
  });

  it("has NaN where a number comes later than others", () => {
    expect(withNews(none, { from: 2, numbers: { auc: [0.5] } }).get("auc")).toEqual([Number.NaN, Number.NaN, 0.5]);
  });
});

describe("chartsOf", () => {
  it("draws training and validation together: the loss first, what the run costs last", () => {
    const names = ["number", "seconds", "auc", "rate", "loss", "steps", "validation.auc", "validation.loss", "penalty"];
    const charts = chartsOf(new Map(names.map((name) => [name, [1]])));
    expect(
      charts.map(({ title, training, validation }) => [title, training !== undefined, validation !== undefined]),
    ).toEqual([
      ["loss", true, true],
      ["auc", true, true],
      ["penalty", true, false],
      ["rate", true, false],
      ["seconds", true, false],
    ]);
  });
});

describe("secondsLeft", () => {
  it("takes epochs to go on as the last ten did", () => {
    const seconds = [100, ...Array<number>(10).fill(2)];
    expect(secondsLeft(new Map([["seconds", seconds]]), 16)).toBe(10);
  });

  it("says nothing of a run that is over, or has not begun", () => {
    expect(secondsLeft(new Map([["seconds", [1, 1]]]), 2)).toBeUndefined();
    expect(secondsLeft(none, 5)).toBeUndefined();
  });
});
