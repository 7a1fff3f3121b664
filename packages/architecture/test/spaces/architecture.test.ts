import { architecture } from "@kaviar/architecture";
import { compileSpace, contains, int } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { recipesOf, spaceOf } from "../../src/spaces/space-of.ts";

const facts = { shape: [1, 28, 28], outputs: 10, rows: 20_000, target: "classes" };

describe("architecture.image", () => {
  it("begins with a recipe of each family, all inside its space", () => {
    const usual = architecture.image();
    const recipes = recipesOf(usual, facts);
    expect(recipes.slice(0, 4).map(({ kind }) => kind)).toEqual([
      "plain",
      "residual",
      "separable",
      "visionTransformer",
    ]);
    const { dimensions, encode } = compileSpace(spaceOf(usual, facts));
    for (const network of recipes) expect(contains(dimensions, encode({ network }))).toBe(true);
  });

  it("is narrowed to families, bounds and constants, and its recipes with it", () => {
    const narrow = architecture.image({
      families: ["plain"],
      networks: { plain: { width: int(8, 24), kernel: 3 } },
      training: { flip: false },
    });
    const recipes = recipesOf(narrow, facts);
    expect(recipes.length).toBeGreaterThan(0);
    expect(
      recipes.every(({ kind, model, training }) => kind === "plain" && model.width === 24 && training!.flip === false),
    ).toBe(true);
    const names = compileSpace(spaceOf(narrow, facts)).dimensions.map(({ name }) => name);
    expect(names).toContain("network.plain.model.width");
    expect(names).not.toContain("network.plain.training.flip");
  });

  it("refuses families and parameters that are not there", () => {
    expect(() => architecture.image({ families: ["plane"] })).toThrow(/no family "plane"/);
    expect(() => architecture.image({ familys: ["plain"] } as never)).toThrow(/got familys/);
    const odd = architecture.image({ networks: { plain: { widht: 3 } } });
    expect(() => spaceOf(odd, facts)).toThrow(/no parameter "widht"/);
  });
});
