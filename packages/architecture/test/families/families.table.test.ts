import { initialized, layerCode, layerFrom, layerToJson } from "@kaviar/nn";
import { table } from "@kaviar/tabular";
import { compileSpace, contains, drawPoint, keyedRandom } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import type { AnyFamily } from "../../src/contract/architecture.ts";
import { factsOf } from "../../src/data/facts-of.ts";
import { tableFamilies } from "../../src/index.ts";

const codes = Int32Array.from({ length: 12 }, (_, i) => i % 3);
const targets = { kind: "classes", classes: ["a", "b", "c"], codes } as const;
const tables = {
  "numbers and texts": table({
    size: Array.from({ length: 12 }, (_, i) => (i === 3 ? null : i * i)),
    brand: Array.from({ length: 12 }, (_, i) => ["acme", "zeta", null, "rare"][(i * 7) % 4]!),
  }),
  "numbers alone": table({ a: Float64Array.from(codes.keys()), b: Float64Array.from(codes, (code, i) => code - i) }),
  "texts alone": table({ brand: Array.from(codes, (code) => ["acme", "zeta", "iota"][code]!) }),
  "nothing that tells rows apart": table({ same: Array.from(codes, () => 1) }),
};
const strange = table([{ size: 1e12, brand: "never seen", a: -1e9, b: null, same: 3 }]);

describe.each(Object.entries(tableFamilies) as [string, AnyFamily][])("the family %s", (_, family) => {
  it.each(Object.entries(tables))("makes networks for %s wherever its space is looked at", async (_, rows) => {
    const facts = factsOf("table", rows, targets, 12) as never;
    const { dimensions, decode, encode: pointOf } = compileSpace(family.space(facts));
    for (const recipe of family.recipes(facts)) expect(contains(dimensions, pointOf(recipe as never))).toBe(true);
    for (let i = 0; i < 3; i++) {
      const values = decode(drawPoint(dimensions, (parameter) => keyedRandom(i, 2, parameter)) as never) as never;
      const { encode, prepared } = family.prepare!(values, facts, rows as never);
      const network = family.network(values, facts, prepared);
      const written = layerToJson(network)!;
      expect(layerToJson(layerFrom(written))).toEqual(written);
      expect(layerCode(network).names).toContain("towers");
      const x = encode(strange as never) as Readonly<Record<string, { readonly shape: readonly number[] }>>;
      const shapes = Object.fromEntries(Object.entries(x).map(([name, { shape }]) => [name, shape.slice(1)]));
      const model = await initialized(network, shapes as never);
      const said = await model.predict(x as never);
      expect(said.shape).toEqual([1, 3]);
      expect(await said.isFinite().all().item()).toBeTruthy();
    }
  });
});
