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

  it("may be columns of numbers, which come back to the bit", () => {
    fc.assert(
      fc.property(fc.float64Array(), fc.int32Array(), fc.uint16Array(), fc.uint8Array(), (a, b, c, d) => {
        const text = jsonInHtml({ of: [a, b, c, d] });
        const back = fromJsonInHtml(text) as { readonly of: readonly (typeof a | typeof b | typeof c | typeof d)[] };
        expect(back.of.map((column) => column.constructor)).toEqual([
          Float64Array,
          Int32Array,
          Uint16Array,
          Uint8Array,
        ]);
        expect(back.of).toEqual([a, b, c, d]);
      }),
    );
    expect(fromJsonInHtml(jsonInHtml(new Float64Array(20_000).fill(-0)))).toEqual(new Float64Array(20_000).fill(-0));
  });

  it("may look like what stands for the others, and are none of them", () => {
    for (const data of [
      { $: "number", of: "NaN" },
      { $: "float64", of: "no base64" },
      { a: { $: { $: [] } } },
      { $: 1, b: 2 },
    ])
      expect(fromJsonInHtml(jsonInHtml(data))).toEqual(data);
  });
});
