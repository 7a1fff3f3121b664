import { parseSize } from "@kaviar/base/text";
import { expect, it } from "vitest";

it.each([
  ["800B", 800],
  ["512MB", 2 ** 29],
  ["1.5 gb", 1.5 * 2 ** 30],
])("reads %s as %d bytes", (text, bytes) => expect(parseSize(text)).toBe(bytes));

it.each(["512", "0MB", "2 apples"])("reads no size in %j", (text) => expect(parseSize(text)).toBeUndefined());
