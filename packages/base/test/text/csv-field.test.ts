import { expect, it } from "vitest";
import { csvField } from "../../src/text/index.ts";

it("quotes what would end a field or a line, and doubles its quotes (RFC 4180, section 2)", () => {
  expect(["a", 'a"b', "a,b", "a\nb", " a "].map(csvField)).toEqual(["a", '"a""b"', '"a,b"', '"a\nb"', " a "]);
  expect([0, true, null, undefined].map(csvField)).toEqual(["0", "true", "", ""]);
});
