import { jsonDocument, toJson } from "@kaviar/base/text";
import { expect, it } from "vitest";

it("writes what JSON has no word for as text, never as null", () => {
  expect(toJson({ best: Infinity, worst: [-Infinity, Number.NaN] })).toBe(
    '{"best":"Infinity","worst":["-Infinity","NaN"]}',
  );
});

it("ends a document with its line", () => {
  expect(jsonDocument({ a: 1 })).toBe('{\n  "a": 1\n}\n');
});
