import { describe, expect, it } from "vitest";
import { trialsAMinute } from "../../../../page/dashboard/table/rate.ts";
import { tableOf } from "../../../table-of.ts";

const minute = 60_000;
const now = 100 * minute;
const ended = (from: number, to: number) => ({ startedAt: now - from * minute, finishedAt: now - to * minute });

describe("trialsAMinute", () => {
  it("counts what ended in the last five minutes, whatever it ended as", () => {
    const table = tableOf([
      ended(90, 80),
      ended(80, 6),
      ended(7, 4.9),
      { ...ended(5, 1), state: "failed" },
      { state: "running", startedAt: now },
    ]);
    expect(trialsAMinute(table, now)).toBe(2 / 5);
    expect(trialsAMinute(table, now + 10 * minute)).toBeUndefined();
  });

  it("rests on the time since the first start where that is less", () => {
    expect(trialsAMinute(tableOf([ended(2, 1.5), ended(1.5, 1), ended(1, 0.5)]), now)).toBe(3 / 2);
    expect(trialsAMinute(tableOf([]), now)).toBeUndefined();
  });
});
