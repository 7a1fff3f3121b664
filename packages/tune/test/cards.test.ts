import { cardOf } from "@kaviar/base/card";
import { describe, expect, it } from "vitest";
import { catalogues } from "../src/cards/cards.ts";
import * as tune from "../src/index.ts";

const fields = ["name", "formula", "use", "pitfall", "reference"] as const;

/** What is wrong with the card of an export; "" where nothing is. */
const fault = (value: unknown): string => {
  const card = cardOf(value);
  if (card === undefined) return "has no card";
  const empty = fields.filter((field) => typeof card[field] !== "string" || card[field].trim() === "");
  if (empty.length > 0) return `has no ${empty.join(", ")}`;
  const unknown = (card.seeAlso ?? []).filter((name) => !(name in tune));
  return unknown.length > 0 ? `sees also what is not exported: ${unknown.join(", ")}` : "";
};

/** What samplers and pruners export beside themselves. */
const tools = ["goOn"];

describe("every concept has a card that is complete, whose neighbours exist", () => {
  it.each(["sampler", "pruner"] as const)("%s", (kind) => {
    const faults = Object.entries<unknown>(catalogues[kind])
      .filter(([name]) => !tools.includes(name))
      .map(([name, value]) => `${name} ${fault(value)}`)
      .filter((line) => !line.endsWith(" "));
    expect(faults).toEqual([]);
  });

  it("scales that are not linear", () => {
    expect([tune.log, tune.oneMinusLog].map(fault)).toEqual(["", ""]);
  });
});

describe("the index of cards", () => {
  it("has every card once, under the name it is imported by", () => {
    const names = tune.cards().map((card) => card.export);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !(name in tune))).toEqual([]);
  });

  it("knows TPE", () => {
    const card = tune.cards().find((each) => each.export === "tpe");
    expect(card).toMatchObject({ kind: "sampler", name: "Tree-structured Parzen estimator" });
  });
});
