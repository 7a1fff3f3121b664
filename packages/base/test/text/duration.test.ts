import { formatClock, formatDuration, parseDuration } from "@kaviar/base/text";
import { expect, it } from "vitest";

it.each([
  [340, "340ms"],
  [4_230, "4.2s"],
  [59_600, "1m 00s"],
  [72_000, "1m 12s"],
  [7_500_000, "2h 05m"],
  [273_600_000, "3d 04h"],
])("writes %d ms as %s", (ms, text) => expect(formatDuration(ms)).toBe(text));

it.each([
  ["250ms", 250],
  ["30s", 30_000],
  ["1.5h", 5_400_000],
  [".5 M", 30_000],
  ["2d", 172_800_000],
])("reads %s as %d ms", (text, ms) => expect(parseDuration(text)).toBe(ms));

it.each(["10", "0s", "-3s", "1.2.3s", "3 weeks", "s", ""])("reads no time in %j", (text) =>
  expect(parseDuration(text)).toBeUndefined(),
);

it("counts whole seconds, and minutes once there are some", () => {
  expect([0, 4_999, 59_499, 72_000].map(formatClock)).toEqual(["0s", "4s", "59s", "1m 12s"]);
});
