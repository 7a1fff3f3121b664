import { numbersOf } from "@kaviar/base/text";

/** The numbers of a record under flat names, in its order; its own number is that of the epoch. */
export const numbersByName = (record: object): ReadonlyMap<string, number> =>
  new Map(numbersOf(record).map(([name, value]) => [name === "number" ? "epoch" : name, value]));
