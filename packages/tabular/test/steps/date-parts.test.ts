import { dateParts, table } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { agreesInGraph, fitStep, valuesOf } from "./in-graph.ts";

const days = [
  "2024-02-29T13:00:00Z",
  "1969-12-31T23:59:59.999Z",
  "1900-03-01",
  "2000-12-31",
  "1600-01-01",
  "2023-06-15T06:30Z",
];
const joined = table({ joined: [...days.map((day) => new Date(day)), null] });

describe("dateParts", () => {
  it("says what a calendar says, before 1970 too", async () => {
    const made = valuesOf((await fitStep(dateParts(), joined)).training.table);
    expect(made["joined:year"]).toEqual([2024, 1969, 1900, 2000, 1600, 2023, Number.NaN]);
    expect(made["joined:month"]).toEqual([2, 12, 3, 12, 1, 6, Number.NaN]);
    expect(made["joined:day"]).toEqual([29, 31, 1, 31, 1, 15, Number.NaN]);
    // Thursday, Wednesday, Thursday, Sunday, Saturday, Thursday, by pandas.
    expect(made["joined:weekday"]).toEqual([3, 2, 3, 6, 5, 3, Number.NaN]);
    expect(made["joined:dayOfYear"]).toEqual([60, 365, 60, 366, 1, 166, Number.NaN]);
    expect(made["joined:hour"]).toEqual([13, 23, 0, 0, 0, 6, Number.NaN]);
    expect(made["joined:days"]![5]).toBe(154_663 + 6.5 / 24);
    expect(made["joined:month sin"]![0]).toBeCloseTo(0.5, 12);
  });

  it("leaves out what is the same in all training rows, unless it is asked for", async () => {
    const summer = table({ at: [new Date("2024-07-01"), new Date("2024-07-03")] });
    const { training } = await fitStep(dateParts({ cyclic: false }), summer);
    expect(training.table.columns).toEqual(["at:days", "at:day", "at:weekday", "at:dayOfYear"]);
    const asked = await fitStep(dateParts({ parts: ["month"], cyclic: false }), summer);
    expect(asked.training.table.columns).toEqual(["at:days", "at:month"]);
  });

  it("is the same in a graph, for every day of eight centuries", async () => {
    const start = Date.UTC(1580, 0, 1);
    const every = table({
      joined: Array.from({ length: 292_000 }, (_, day) => new Date(start + day * 86_400_000 + (day % 24) * 3_599_999)),
    });
    await agreesInGraph(dateParts(), joined, joined);
    await agreesInGraph(
      dateParts({ parts: ["year", "month", "day", "weekday", "dayOfYear", "hour"], cyclic: false }),
      every,
      every,
    );
  });
});
