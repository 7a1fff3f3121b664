import { readFileSync } from "node:fs";
import { cardFaults } from "@kaviar/base/card";
import * as nn from "@kaviar/nn";
import * as tabular from "@kaviar/tabular";
import * as tensor from "@kaviar/tensor";
import * as tune from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { findings, catalogues as networks } from "../../nn/src/cards/cards.ts";
import { catalogues as tables } from "../../tabular/src/cards/cards.ts";
import { catalogues as tuner } from "../../tune/src/cards/cards.ts";

/** What catalogues export beside their concepts: what makes one, or looks at one. */
const tools: Readonly<Record<string, readonly string[]>> = {
  activation: ["activations"],
  layer: ["applyLayer", "initialize", "initializerFor", "inside"],
  metric: ["createMetric", "valuesOf"],
  optimizer: ["createLink"],
  split: ["createRandom", "shuffled"],
  pruner: ["goOn"],
  calculus: ["cards", "stopGradient"],
};

/** The scales that are not linear have cards; parameters and spaces are the tuner's language, not its concepts. */
const scales = { log: tune.log, oneMinusLog: tune.oneMinusLog };

/** What tensor's index exports from the files of calculus and derivatives. */
const calculus = [
  ...readFileSync(new URL("../../tensor/src/index.ts", import.meta.url), "utf8").matchAll(
    /^export \{([^}]*)\} from "\.\/(?:calculus\/.*|transformations\/(?:differentiate|jacobian))\.ts";/gm,
  ),
]
  .flatMap(([, names]) => names!.split(","))
  .map((name) => name.trim())
  .filter((name) => name !== "" && !name.startsWith("type "));

const packages = {
  tensor: { exported: tensor, catalogues: { calculus: Object.fromEntries(calculus.map((name) => [name, true])) } },
  // A finding is no export: it is known by its code.
  nn: { exported: { ...nn, ...findings }, catalogues: { ...networks, finding: findings } },
  tune: { exported: tune, catalogues: { ...tuner, scale: scales } },
  tabular: { exported: tabular, catalogues: tables },
} as const;

const catalogues = Object.entries(packages).flatMap(([home, { exported, catalogues }]) =>
  Object.entries<object>(catalogues).map(([kind, concepts]) => ({
    home,
    kind,
    exported,
    names: Object.keys(concepts),
  })),
);

describe("every public concept has a card that is complete, whose neighbours exist", () => {
  it.each(catalogues)("$home: each $kind", ({ kind, exported, names }) => {
    const concepts = names.filter((name) => !tools[kind]?.includes(name));
    expect(concepts.length).toBeGreaterThan(1);
    expect(cardFaults(exported, concepts)).toEqual([]);
  });

  it("and what is no concept is exported", () => {
    for (const { kind, names } of catalogues)
      expect((tools[kind] ?? []).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe("the index of cards of each package", () => {
  it.each(Object.entries(packages))("%s: has every card once, under the name it is imported by", (_, { exported }) => {
    const indexed = exported.cards().map((card) => card.export);
    expect(new Set(indexed).size).toBe(indexed.length);
    expect(indexed.filter((name) => !(name in exported))).toEqual([]);
  });

  it("tensor: has every derivative and every function of calculus", () => {
    const indexed = tensor.cards().map((card) => card.export);
    expect(indexed.sort()).toEqual(calculus.filter((name) => !tools.calculus!.includes(name)).sort());
  });
});
