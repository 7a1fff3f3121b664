import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { beatPeriod, beatPeriodText, deadAfter } from "../../src/storage/beat-period.ts";

it.each([
  [1, 2_000, 15],
  [200, 2_000, 15],
  [500, 5_000, 6],
  [1_000, 10_000, 5],
  [5_000, 10_000, 5],
])("of %i owners each beats every %i ms, and is dead after %i silent looks", (owners, period, looks) => {
  expect([beatPeriod(owners), deadAfter(owners)]).toEqual([period, looks]);
  expect(runInNewContext(beatPeriodText)(owners)).toBe(period);
});

it("keeps a thousand owners, and any fewer, to a hundred beats a second", () => {
  for (let owners = 1; owners <= 1_000; owners++)
    expect((owners / beatPeriod(owners)) * 1_000).toBeLessThanOrEqual(100);
});
