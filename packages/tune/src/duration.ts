import { parseDuration, parseSize } from "@kaviar/base/text";
import { TuneError } from "./error.ts";

/** Milliseconds, or text such as "30s", "10m", "1.5h". */
export type Duration = number | string;

/** Bytes, or text such as "512MB", "2GB". */
export type Size = number | string;

/** A duration in milliseconds. */
export const durationOf = (duration: Duration): number =>
  measure(duration, parseDuration, "A duration", 'a number of milliseconds, or text such as "30s", "10m", "1.5h"');

/** A duration as it was given, with its unit. */
export const durationText = (duration: Duration): string =>
  typeof duration === "number" ? `${duration} ms` : duration;

/** A size in bytes. */
export const sizeInBytes = (size: Size): number =>
  measure(size, parseSize, "A size of memory", 'a number of bytes, or text such as "512MB", "2GB"');

const measure = (
  given: number | string,
  parse: (text: string) => number | undefined,
  what: string,
  law: string,
): number => {
  const measured = typeof given === "string" ? parse(given) : given;
  if (typeof measured === "number" && measured > 0) return measured;
  throw new TuneError("bad-amount", `${what} must be above 0 and given as ${law}: got ${JSON.stringify(given)}.`);
};
