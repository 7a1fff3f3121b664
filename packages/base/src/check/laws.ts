import { shown } from "../error/shown.ts";
import { type Law, law, type RequiredLaw } from "./law.ts";

const isNumber = (value: unknown): value is number => typeof value === "number";

export const finite = law<number>("a finite number", (x) => Number.isFinite(x));

export const positive = law<number>(
  "greater than 0",
  (x) => isNumber(x) && x > 0 && x < Infinity,
  "Give a positive number.",
);

export const notNegative = law<number>("at least 0", (x) => isNumber(x) && x >= 0 && x < Infinity);

/** A share of what stays, as of a running average: 1 would never learn anything new. */
export const share = law<number>("at least 0 and less than 1", (x) => isNumber(x) && x >= 0 && x < 1);

/** A part of a whole. */
export const part = law<number>("between 0 and 1", (x) => isNumber(x) && x >= 0 && x <= 1);

/** A whole number of at least so much. */
export const whole = (least = 0): RequiredLaw<number> =>
  law(`a whole number ≥ ${least}`, (x) => Number.isSafeInteger(x) && (x as number) >= least);

export const flag = law<boolean>("true or false", (x) => typeof x === "boolean");

export const text = law<string>("a text", (x) => typeof x === "string");

/** One of some values: `oneOf("same", "valid")`. */
export const oneOf = <const V extends readonly (string | number | boolean)[]>(...values: V): RequiredLaw<V[number]> =>
  law(values.map(shown).join(" or "), (x) => values.includes(x as V[number]));

/** A function: `callable<Initializer>("an initializer, such as heNormal()")`. */
export const callable = <F>(says: string, remedy?: string): RequiredLaw<F> =>
  law(says, (x) => typeof x === "function", remedy);

/** A record of something's own, which checks itself: `record<Link>("an optimizer", "update")` looks for its fields. */
export const record = <T extends object>(says: string, ...fields: readonly (keyof T & string)[]): RequiredLaw<T> =>
  law(says, (x) => typeof x === "object" && x !== null && fields.every((field) => field in x));

/** A list whose elements keep a law. */
export const listOf = <T>(element: Law<T>): RequiredLaw<readonly T[]> =>
  law(`a list, each of it ${element.says}`, (x) => Array.isArray(x) && x.every(element.holds));

/** What keeps one of two laws: `either(positive, callable<Schedule>("a schedule"))`. */
export const either = <A, B>(one: Law<A>, other: Law<B>): RequiredLaw<A | B> =>
  law(`${one.says}, or ${other.says}`, (x) => one.holds(x) || other.holds(x), one.advice ?? other.advice);

/** What is looked at elsewhere. */
export const anything = <T>(): RequiredLaw<T> => law("given", () => true);
