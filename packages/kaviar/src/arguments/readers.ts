import { closest } from "@kaviar/base/check";
import { parseDuration, parseSize } from "@kaviar/base/text";
import { UsageError } from "../command/usage-error.ts";

/** Any text. */
export const text = (given: string): string => given;

/** Texts, with commas between them. */
export const texts = (given: string, option: string): string[] => {
  const parts = given.split(",").map((part) => part.trim());
  if (parts.includes("")) throw new UsageError(`${option} must be names with commas between them: got "${given}".`);
  return parts;
};

const numberOf = (given: string): number => (given.trim() === "" ? Number.NaN : Number(given));

/** A number; Infinity too. */
export const number = (given: string, option: string): number => {
  const value = numberOf(given);
  if (Number.isNaN(value)) throw new UsageError(`${option} must be a number: got "${given}".`);
  return value;
};

/** A number above 0. */
export const positive = (given: string, option: string): number => {
  const value = number(given, option);
  if (!(value > 0)) throw new UsageError(`${option} must be a number above 0: got "${given}".`);
  return value;
};

/** Numbers, with commas between them. */
export const numbers = (given: string, option: string): number[] =>
  given.split(",").map((part) => number(part, option));

/** A whole number ≥ 1. */
export const count = (given: string, option: string): number => wholeFrom(1)(given, option);

/** A whole number ≥ 0. */
export const whole = (given: string, option: string): number => wholeFrom(0)(given, option);

/** Whole numbers ≥ 0, with commas between them. */
export const wholes = (given: string, option: string): number[] => given.split(",").map((part) => whole(part, option));

/** A whole number ≥ `low`. */
export const wholeFrom =
  (low: number) =>
  (given: string, option: string): number => {
    const value = numberOf(given);
    if (!Number.isSafeInteger(value) || value < low)
      throw new UsageError(`${option} must be a whole number ≥ ${low}: got "${given}".`);
    return value;
  };

/** A time with its unit: 30s, 10m, 1.5h. A bare number is refused: people mean seconds by it, programs milliseconds. */
export const duration = (given: string, option: string): string => {
  if (parseDuration(given) === undefined)
    throw new UsageError(`${option} must be a time with its unit, such as 30s, 10m or 1.5h: got "${given}".`);
  return given;
};

/** A size with its unit: 512MB, 2GB. */
export const size = (given: string, option: string): string => {
  if (parseSize(given) === undefined)
    throw new UsageError(`${option} must be a size with its unit, such as 512MB or 2GB: got "${given}".`);
  return given;
};

/** One of several words. */
export const oneOf =
  <const W extends readonly string[]>(words: W) =>
  (given: string, option: string): W[number] => {
    if (words.includes(given)) return given;
    const near = closest(given, words);
    throw new UsageError(
      `${option} must be one of ${words.join(", ")}: got "${given}".`,
      near && `Did you mean ${near}?`,
    );
  };

/** Several of several words, with commas between them. */
export const someOf =
  <const W extends readonly string[]>(words: W) =>
  (given: string, option: string): W[number][] =>
    given.split(",").map((part) => oneOf(words)(part.trim(), option));

/** A regular expression. */
export const pattern = (given: string, option: string): RegExp => {
  try {
    return new RegExp(given);
  } catch (error) {
    throw new UsageError(`${option} must be a regular expression: got "${given}" (${(error as Error).message}).`);
  }
};

/** A record, as JSON. */
export const jsonRecord = (given: string, option: string): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(given);
  } catch (error) {
    throw new UsageError(
      `${option} must be a record as JSON: got ${given} (${(error as Error).message}).`,
      `In a shell, put it into single quotes: ${option} '{"rate": 0.1}'.`,
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UsageError(`${option} must be a record as JSON, such as '{"rate": 0.1}': got ${given}.`);
  return value as Record<string, unknown>;
};

/** A port to listen on; 0 is any that is free. */
export const port = (given: string, option: string): number => {
  const value = whole(given, option);
  if (value > 65_535) throw new UsageError(`${option} must be a port, from 0 to 65535: got "${given}".`);
  return value;
};
