import type { GraphBuilder } from "../../onnx/graph-builder.ts";
import { arithmetic } from "../contract/arithmetic.ts";

/** What a date says, as a number, in UTC: a month from 1 on, a weekday from 0 (Monday) on, a day of the year from 1 on. */
export type Part = "year" | "month" | "day" | "weekday" | "dayOfYear" | "hour";

export const allParts = ["year", "month", "day", "weekday", "dayOfYear", "hour"] as const satisfies readonly Part[];

export const dayLength = 86_400_000;

/** Where the cycle of a part begins, and how long it is. */
export interface Cycle {
  readonly first: number;
  readonly length: number;
}

export const cycles: { readonly [P in Part]?: Cycle } = {
  month: { first: 1, length: 12 },
  weekday: { first: 0, length: 7 },
  dayOfYear: { first: 1, length: 365.25 },
  hour: { first: 0, length: 24 },
};

const partOf: { readonly [P in Part]: (date: Date) => number } = {
  year: (date) => date.getUTCFullYear(),
  month: (date) => date.getUTCMonth() + 1,
  day: (date) => date.getUTCDate(),
  weekday: (date) => (date.getUTCDay() + 6) % 7,
  dayOfYear: (date) => {
    const year = date.getUTCFullYear();
    return Math.floor((date.getTime() - new Date(0).setUTCFullYear(year, 0, 1)) / dayLength) + 1;
  },
  hour: (date) => date.getUTCHours(),
};

/** A part of dates, given in milliseconds since 1970; NaN where there is none. */
export const partsOf = (dates: Float64Array, part: Part): Float64Array => {
  const get = partOf[part];
  return dates.map((milliseconds) => get(new Date(Math.floor(milliseconds))));
};

/**
 * The parts of a tensor of dates, each written when it is asked for, by arithmetic alone: years begin in March, so that the
 * day that comes and goes is the last of them. (Hinnant 2013, "chrono-compatible low-level date algorithms", civil_from_days)
 */
export const partTensors = (dates: string, graph: GraphBuilder): { readonly [P in Part]: () => string } => {
  const { add, sub, mul, div, floor, modulo, equal, less } = arithmetic(graph);
  const days = once(() => floor(div(dates, dayLength)));
  const shifted = once(() => add(days(), 719_468));
  const era = once(() => floor(div(shifted(), 146_097)));
  const dayOfEra = once(() => sub(shifted(), mul(era(), 146_097)));
  const yearOfEra = once(() => {
    const day = dayOfEra();
    const leapDays = sub(sub(floor(div(day, 36_524)), floor(div(day, 1_460))), floor(div(day, 146_096)));
    return floor(div(add(day, leapDays), 365));
  });
  const dayFromMarch = once(() => {
    const leapDays = sub(floor(div(yearOfEra(), 4)), floor(div(yearOfEra(), 100)));
    return sub(dayOfEra(), add(mul(yearOfEra(), 365), leapDays));
  });
  const monthFromMarch = once(() => floor(div(add(mul(dayFromMarch(), 5), 2), 153)));
  const isNextYear = once(() => sub(1, less(monthFromMarch(), 10)));
  const year = once(() => add(add(yearOfEra(), mul(era(), 400)), isNextYear()));
  const isLeap = (): string => {
    const isFourth = sub(equal(modulo(year(), 4), 0), equal(modulo(year(), 100), 0));
    return add(isFourth, equal(modulo(year(), 400), 0));
  };
  return {
    year,
    month: () => sub(add(monthFromMarch(), 3), mul(isNextYear(), 12)),
    day: () => add(sub(dayFromMarch(), floor(div(add(mul(monthFromMarch(), 153), 2), 5))), 1),
    weekday: () => modulo(add(days(), 3), 7),
    // Day 0 from March on is day 60 of the year, or 61; day 306, in the year after, is day 1.
    dayOfYear: () => add(dayFromMarch(), sub(mul(sub(1, isNextYear()), add(isLeap(), 365)), 305)),
    hour: () => floor(div(sub(dates, mul(days(), dayLength)), 3_600_000)),
  };
};

const once = (make: () => string): (() => string) => {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
