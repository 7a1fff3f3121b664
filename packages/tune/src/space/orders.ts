import { TuneError } from "../error.ts";
import type { Choice, Domain, Params } from "./dimension.ts";
import { intDomain } from "./int.ts";

/**
 * An order of n items as n − 1 numbers, its Lehmer code: digit i says which of the items not yet taken comes next, so each order
 * has exactly one code.
 */
interface Digit {
  readonly name: string;
  readonly domain: Domain;
}

/** The digits of the orders of some items, under the name of their parameter. */
export const digitsOf = (path: string, items: readonly Choice[]): readonly Digit[] =>
  items.slice(1).map((_, i) => ({ name: `${path}.${i}`, domain: intDomain(0, items.length - 1 - i) }));

/** The order that the digits among some params stand for; the first item left where there is none. */
export const orderOf = (path: string, items: readonly Choice[], params: Params): Choice[] => {
  const left = [...items];
  return items.map((_, i) => left.splice((params[`${path}.${i}`] as number | undefined) ?? 0, 1)[0]!);
};

/** The digits that stand for an order. */
export const codeOf = (path: string, items: readonly Choice[], order: unknown): Params => {
  const given = order as readonly Choice[];
  if (!Array.isArray(order) || given.length !== items.length || !items.every((each) => given.includes(each)))
    throw new TuneError(
      "not-a-permutation",
      `\`${path}\` must hold each of ${JSON.stringify(items)} once: got ${JSON.stringify(order)}.`,
    );
  const left = [...items];
  return Object.fromEntries(
    digitsOf(path, items).map(({ name }, i) => {
      const at = left.indexOf(given[i]!);
      left.splice(at, 1);
      return [name, at];
    }),
  );
};
