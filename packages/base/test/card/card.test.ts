import { type Card, cardFaults, cardOf, indexCards, withCard } from "@kaviar/base/card";
import { expect, it } from "vitest";

const about: Card = { name: "Identity", formula: "x", use: "where nothing is wanted", pitfall: "none", reference: "–" };
const identity = withCard((x: number) => x, { about });

it("a function and its card are one value", () => {
  expect(identity(3)).toBe(3);
  expect(cardOf(identity)).toBe(about);
  expect([cardOf({ about }), cardOf(Math.max), cardOf(null), cardOf(3)]).toEqual([
    about,
    undefined,
    undefined,
    undefined,
  ]);
});

it("an index has the cards by kind, then by name, and knows where each lives", () => {
  const index = indexCards({ second: { zero: identity, alone: identity, none: Math.max }, first: { identity } });
  expect(index.map(({ kind, export: name }) => `${kind} ${name}`)).toEqual([
    "second alone",
    "second zero",
    "first identity",
  ]);
  expect(index[0]).toMatchObject(about);
});

it("says what is wrong with cards", () => {
  const half = { about: { ...about, formula: " ", seeAlso: ["identity", "nobody"] } };
  expect(cardFaults({ identity, half, bare: Math.max }, ["identity", "half", "bare"])).toEqual([
    "half has no formula",
    "half sees also what is not exported: nobody",
    "bare has no card",
  ]);
});
