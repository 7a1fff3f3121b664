import { formatSize, parseSize } from "@kaviar/base/text";
import { expect, it } from "vitest";

it.each([
  ["800B", 800],
  ["512MB", 2 ** 29],
  ["1.5 gb", 1.5 * 2 ** 30],
])("reads %s as %d bytes", (text, bytes) => expect(parseSize(text)).toBe(bytes));

it.each(["512", "0MB", "2 apples"])("reads no size in %j", (text) => expect(parseSize(text)).toBeUndefined());

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_234, "1.2 kB"],
  [34_000_000, "34 MB"],
  [5e12, "5,000 GB"],
])("writes %d bytes as %s", (bytes, text) => expect(formatSize(bytes)).toBe(text));
