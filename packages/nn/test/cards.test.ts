import * as nn from "@kaviar/nn";
import { cardOf, cards, comparison } from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import { type CardKind, catalogues } from "../src/cards/cards.ts";

/** What catalogues export to build or look at concepts with, and is no concept itself. */
const tools: { readonly [Kind in CardKind]: readonly string[] } = {
  activation: [],
  augmentation: [],
  initializer: [],
  layer: ["applyLayer", "initialize", "initializerFor", "inside"],
  loss: [],
  metric: ["createMetric", "valuesOf"],
  optimizer: ["createLink"],
  regularizer: [],
  schedule: [],
  split: ["createRandom", "shuffled"],
};

const fields = ["name", "formula", "use", "pitfall", "reference"] as const;

/** What is wrong with the card of an export; "" where nothing is. */
const fault = (value: unknown): string => {
  const card = cardOf(value);
  if (!card) return "has no card";
  const empty = fields.filter((field) => typeof card[field] !== "string" || card[field].trim() === "");
  if (empty.length > 0) return `has no ${empty.join(", ")}`;
  const unknown = (card.seeAlso ?? []).filter((name) => !(name in nn));
  return unknown.length > 0 ? `sees also what is not exported: ${unknown.join(", ")}` : "";
};

describe("every concept has a card that is complete, whose neighbours exist", () => {
  it.each(Object.keys(catalogues) as CardKind[])("%s", (kind) => {
    const faults = Object.entries<unknown>(catalogues[kind])
      .filter(([name, value]) => typeof value === "function" && !tools[kind].includes(name))
      .map(([name, value]) => `${name} ${fault(value)}`)
      .filter((line) => !line.endsWith(" "));
    expect(faults).toEqual([]);
  });

  it.each(Object.keys(tools) as CardKind[])("the tools of the catalogue of kind %s are exported", (kind) => {
    expect(tools[kind].filter((name) => !(name in catalogues[kind]))).toEqual([]);
  });
});

describe("the index", () => {
  it("has every card once, under the name it is imported by", () => {
    const names = cards().map((card) => card.export);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !(name in nn))).toEqual([]);
  });
  it("knows ReLU", () => {
    const card = cards().find((each) => each.export === "relu");
    expect(card).toMatchObject({ kind: "activation", name: "ReLU", formula: "max(0, x)" });
  });
  it("compares the metrics in the order of their names", () => {
    const rows = comparison("metric");
    expect(rows[0]).toMatchObject({ export: "accuracy", range: "[0, 1]" });
    expect(rows.map((row) => row.export)).toEqual(rows.map((row) => row.export).toSorted());
    expect(rows.length).toBeGreaterThan(20);
  });
});
