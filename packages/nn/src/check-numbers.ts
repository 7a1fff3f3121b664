import { ModelError } from "./error.ts";

/** What a number among the options must be. */
const laws = {
  share: {
    text: "at least 0 and less than 1",
    holds: (x: number) => x >= 0 && x < 1,
    remedy: "It is the share of what was that stays: 0.9 remembers about the last 10 steps, 0.99 the last 100.",
  },
  part: { text: "between 0 and 1", holds: (x: number) => x >= 0 && x <= 1, remedy: "It is a part of a whole." },
  positive: { text: "greater than 0", holds: (x: number) => x > 0 && x < Infinity, remedy: "Give a positive number." },
  notNegative: { text: "at least 0", holds: (x: number) => x >= 0 && x < Infinity, remedy: "0 turns it off." },
  count: {
    text: "a whole number of at least 1",
    holds: (x: number) => Number.isInteger(x) && x >= 1,
    remedy: "It counts steps.",
  },
} as const;

/** Refuses numbers that break their law: `checkOptions("adam", "share", { beta1, beta2 })`. */
export const checkOptions = (
  owner: string,
  law: keyof typeof laws,
  options: Readonly<Record<string, number>>,
): void => {
  const { text, holds, remedy } = laws[law];
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === "number" && holds(value)) continue;
    throw new ModelError("options", `\`${name}\` of ${owner} must be ${text}: got ${value}.`, { remedy });
  }
};
