import type { LoggedRecord } from "./logger.ts";

/** The numbers of a record under flat names, in its order: `validation.loss`; metrics keep their own names. */
export const numbersOf = (record: LoggedRecord): ReadonlyMap<string, number> => new Map(flat(record, ""));

const flat = (part: object, prefix: string): (readonly [string, number])[] =>
  Object.entries(part).flatMap(([name, value]): (readonly [string, number])[] => {
    if (typeof value === "number") return [[prefix === "" && name === "number" ? "epoch" : prefix + name, value]];
    if (typeof value !== "object" || value === null) return [];
    return flat(value, name === "metrics" ? prefix : `${prefix}${name}.`);
  });
