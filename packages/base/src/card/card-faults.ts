import { cardOf } from "./card.ts";

const fields = ["name", "formula", "use", "pitfall", "reference"] as const;

/**
 * What is wrong with the cards of concepts: one that is missing, a field that is empty, a neighbour nobody exports.
 *
 * ```ts
 * cardFaults({ relu, bent }, ["relu", "bent"])            // [ 'bent has no card' ]
 * ```
 * `exported` are all exports of a package, among which a card's neighbours must be; `names` those that are concepts.
 */
export const cardFaults = (exported: Readonly<Record<string, unknown>>, names: readonly string[]): string[] =>
  names.flatMap((name) => {
    const card = cardOf(exported[name]);
    if (card === undefined) return [`${name} has no card`];
    const empty = fields.filter((field) => typeof card[field] !== "string" || card[field].trim() === "");
    const unknown = (card.seeAlso ?? []).filter((other) => !(other in exported));
    return [
      ...empty.map((field) => `${name} has no ${field}`),
      ...unknown.map((other) => `${name} sees also what is not exported: ${other}`),
    ];
  });
