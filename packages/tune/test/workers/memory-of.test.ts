import { expect, it } from "vitest";
import { memoryOf, sumTree } from "../../src/workers/memory-of.ts";

it("sums the memory of a process and all its descendants", () => {
  // pid, parent, kilobytes: 10 has 11 and 12 below it, and 13 below 12.
  const table =
    "    1     0   400\n   10     1  1000\n   11    10   200\n   12    10    30\n   13    12     4\n   20     1 50000\n";
  expect(sumTree(table, 10)).toBe(1234 * 1024);
  expect(sumTree(table, 13)).toBe(4 * 1024);
  expect(sumTree(table, 99)).toBeUndefined();
});

it("sees this process's memory from outside", async () => {
  const bytes = await memoryOf(process.pid);
  const own = process.memoryUsage.rss();
  expect(bytes! / own).toBeGreaterThan(0.5);
  expect(bytes! / own).toBeLessThan(2);
  expect(await memoryOf(2 ** 22 + 1)).toBeUndefined();
});
