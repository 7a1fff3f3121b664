import * as nn from "@kaviar/nn";
import { cardOf, cards, comparison } from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import * as activations from "../src/activations/index.ts";
import * as augmentation from "../src/augmentation/index.ts";
import * as initializers from "../src/initializers/index.ts";
import * as losses from "../src/losses/index.ts";
import * as metrics from "../src/metrics/index.ts";
import * as optimizers from "../src/optimizers/index.ts";
import * as regularizers from "../src/regularizers/index.ts";
import * as schedules from "../src/schedules/index.ts";

const folders = { activations, augmentation, initializers, losses, metrics, optimizers, regularizers, schedules };

/** Exports that are tools to build or look at concepts with, and no concepts themselves. */
const tools = new Set([
  // Chooses among initializers by the layer that follows.
  "initializerFor",
  // Make a metric of one's own.
  "createLink",
  "createMetric",
  "valuesOf",
]);

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
  it.each(Object.entries(folders))("%s", (_, folder) => {
    const concepts = Object.entries(folder).filter(([name, value]) => typeof value === "function" && !tools.has(name));
    const faults = concepts.map(([name, value]) => [name, fault(value)]).filter(([, found]) => found !== "");
    expect(faults.map(([name, found]) => `${name} ${found}`)).toEqual([]);
  });
  it("layers that have a card have a whole one", () => {
    const found = cards().filter(({ kind }) => kind === "layer");
    const faults = found
      .map((card) => `${card.export} ${fault({ about: card })}`)
      .filter((text) => !text.endsWith(" "));
    expect(faults).toEqual([]);
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
