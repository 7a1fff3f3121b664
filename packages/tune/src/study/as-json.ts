import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import type { Json } from "../trial/record.ts";

/** A copy of what JSON can hold; an error for what it would lose or not end with. */
export const asJson = (what: string, value: unknown): Json => {
  if (!isJson(value, []))
    throw new TuneError("not-json", `${what} must be made of what JSON holds: got ${shown(value)}.`, {
      remedy: "Turn it into numbers, text, arrays and records first.",
    });
  return structuredClone(value) as Json;
};

const isJson = (value: unknown, above: readonly unknown[]): boolean => {
  if (value === null || ["number", "string", "boolean"].includes(typeof value)) return true;
  if (typeof value !== "object" || above.includes(value)) return false;
  const made = Object.getPrototypeOf(value) as unknown;
  if (!Array.isArray(value) && made !== null && Object.getPrototypeOf(made) !== null) return false;
  return Object.values(value).every((each) => each === undefined || isJson(each, [...above, value]));
};
