import { initialized, layerFrom, layerToJson, summary } from "@kaviar/nn";
import { compileSpace, contains, drawPoint, keyedRandom } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import type { ImageFacts } from "../../src/contract/facts.ts";
import { imageFamilies } from "../../src/families/image/index.ts";

const facts = (shape: ImageFacts["shape"], outputs = 3): ImageFacts => ({
  shape,
  outputs,
  rows: 20_000,
  target: "classes",
});
const shapes = [
  [1, 8, 8],
  [1, 28, 28],
  [3, 32, 32],
  [3, 20, 33],
  [3, 96, 96],
  [1, 6, 5],
] as const;

describe.each(Object.entries(imageFamilies))("the family %s", (name, family) => {
  it.each(shapes)("has recipes inside its space for images [%i, %i, %i]", (...shape) => {
    const { dimensions, encode } = compileSpace(family.space(facts(shape)));
    const recipes = family.recipes(facts(shape));
    expect(recipes.length).toBeGreaterThan(0);
    for (const recipe of recipes) expect(contains(dimensions, encode(recipe))).toBe(true);
  });

  it.each(shapes)("makes networks for images [%i, %i, %i] wherever its space is looked at", (...shape) => {
    const { dimensions, decode } = compileSpace(family.space(facts(shape)));
    for (let i = 0; i < 6; i++) {
      const values = decode(drawPoint(dimensions, (parameter) => keyedRandom(i, 1, parameter)) as never);
      const network = family.network(values as never, facts(shape), {});
      expect(summary(network, shape)).toMatch(/numbers to learn/);
      const json = layerToJson(network);
      expect(json).toBeDefined();
      expect(layerToJson(layerFrom(json!))).toEqual(json);
    }
  });

  it("says as many numbers as there are outputs", async () => {
    const shape = [3, 16, 16] as const;
    const network = family.network(family.recipes(facts(shape, 7))[0] as never, facts(shape, 7), {});
    const model = await initialized(network, shape);
    expect((await model.predict({ data: new Float32Array(2 * 768), shape: [2, 3, 16, 16] })).shape).toEqual([2, 7]);
  });

  it("says what it is", () => {
    expect(family.about.name.length).toBeGreaterThan(3);
    expect(name).toMatch(/^[a-z]+[A-Za-z]*$/);
  });
});
