import { readFileSync } from "node:fs";
import { cardOf } from "@kaviar/base/card";
import * as kaviar from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

const fields = ["name", "formula", "use", "pitfall", "reference"] as const;

/** What is wrong with the card of an export; nothing where all is right. */
const faultsOf = (name: string): string[] => {
  const card = cardOf((kaviar as Record<string, unknown>)[name]);
  if (card === undefined) return [`${name} has no card`];
  const empty = fields.filter((field) => card[field].trim() === "").map((field) => `${name} has no ${field}`);
  const unknown = (card.seeAlso ?? []).filter((other) => !(other in kaviar));
  return [...empty, ...unknown.map((other) => `${name} sees also what is not exported: ${other}`)];
};

/** Exported beside the concepts: the index itself, and what takes a derivative away. */
const tools = ["cards", "stopGradient"];

/** The functions that the package exports from the files of calculus and derivatives, as its index is written. */
const concepts = [
  ...readFileSync(new URL("../../src/index.ts", import.meta.url), "utf8").matchAll(
    /^export \{([^}]*)\} from "\.\/(?:calculus\/.*|transformations\/(?:differentiate|jacobian))\.ts";/gm,
  ),
]
  .flatMap(([, names]) => names!.split(","))
  .map((name) => name.trim())
  .filter((name) => name !== "" && !name.startsWith("type ") && !tools.includes(name));

describe("every function of calculus and every derivative", () => {
  it("has a card that is complete, whose neighbours exist", () => {
    expect(concepts.length).toBeGreaterThan(10);
    expect(concepts.flatMap(faultsOf)).toEqual([]);
  });

  it("is in the index of cards, once", () => {
    const indexed = kaviar.cards().map((card) => card.export);
    expect(indexed.sort()).toEqual(concepts.sort());
  });
});
