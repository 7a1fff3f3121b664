import { TuneError } from "./error.ts";

/** Milliseconds, or text such as "30s", "10m", "1.5h". */
export type Duration = number | string;

/** Bytes, or text such as "512MB", "2GB". */
export type Size = number | string;

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 60e3, h: 3600e3, d: 86400e3 };
const bytes: Readonly<Record<string, number>> = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };

/** A duration in milliseconds. */
export const durationOf = (duration: Duration): number =>
  measure(duration, milliseconds, "A duration", 'a number of milliseconds, or text such as "30s", "10m", "1.5h"');

/** A size in bytes. */
export const sizeInBytes = (size: Size): number =>
  measure(size, bytes, "A size of memory", 'a number of bytes, or text such as "512MB", "2GB"');

const measure = (given: number | string, units: Readonly<Record<string, number>>, what: string, law: string) => {
  const match = typeof given === "string" ? /^\s*([\d.]+)\s*([a-zA-Z]+)\s*$/.exec(given) : null;
  const unit = match && Object.entries(units).find(([name]) => name.toLowerCase() === match[2]!.toLowerCase());
  const measured = typeof given === "number" ? given : match && unit ? Number(match[1]) * unit[1] : Number.NaN;
  if (!(measured > 0))
    throw new TuneError("bad-amount", `${what} must be above 0 and given as ${law}; got ${JSON.stringify(given)}.`);
  return measured;
};
