import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromJsonInHtml, jsonInHtml } from "../../src/shell/json-in-html.ts";

describe("data in a page", () => {
  it("come back as they went in, and no `<` is in their text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const text = jsonInHtml(data);
        expect(text).not.toMatch(/[<\u2028\u2029]/);
        expect(fromJsonInHtml(text)).toEqual(JSON.parse(JSON.stringify(data)));
      }),
    );
  });

  it("may hold NaN and ±Infinity, which JSON cannot", () => {
    const data = { losses: [1, Number.NaN, Infinity, -Infinity], name: "</script><!--" };
    expect(fromJsonInHtml(jsonInHtml(data))).toEqual(data);
  });
});
