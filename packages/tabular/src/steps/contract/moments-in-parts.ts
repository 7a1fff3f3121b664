import type { Parts } from "../../contract/in-parts.ts";
import { measuredColumns } from "./numbers.ts";
import { deviationOf, type Moments, momentsOf } from "./scaling.ts";

/** Mean and biased deviation of each column of numbers in rows that come in parts. (Chan, Golub & LeVeque 1979) */
export const momentsInParts = async (owner: string, parts: Parts) => {
  const all = new Map<string, Moments>();
  for await (const { table, weights } of parts)
    for (const { name, values } of measuredColumns(owner, table)) {
      const [before, own] = [all.get(name), momentsOf(values, weights)];
      all.set(name, before ? together(before, own) : own);
    }
  return [...all].map(([name, moments]) => ({ name, mean: moments.mean, deviation: deviationOf(moments) }));
};

const together = (one: Moments, other: Moments): Moments => {
  const total = one.total + other.total;
  if (!(other.total > 0)) return { ...one, count: one.count + other.count };
  const apart = other.mean - one.mean;
  return {
    count: one.count + other.count,
    total,
    mean: one.mean + (apart * other.total) / total,
    squares: one.squares + other.squares + (apart * apart * one.total * other.total) / total,
  };
};
