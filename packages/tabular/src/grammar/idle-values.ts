import type { Facts } from "./facts.ts";
import type { Gene } from "./genome.ts";

/** How many levels may be few. */
export const fewest = [5, 10, 20, 50] as const;

/** As `encode` has it where nothing is said: it need not be written then. */
const usual = 20;

/** What fills gaps where there are none, as it usually does: later rows may have some. */
export const settledImputer = (gene: Gene, { missing, infinite }: Facts): Gene =>
  gene.kind === "impute" && missing + infinite === 0 ? { kind: "impute" } : gene;

/** An encoding whose values are as usual where others would do the same with these columns: what is for none of them. */
export const settledEncoding = (gene: Gene, { levels }: Facts): Gene => {
  if (gene.kind !== "encode" || typeof gene.maxLevels !== "number") return gene;
  const { few, many, maxLevels, ...rest } = gene as Gene & { readonly maxLevels: number };
  const isFew = levels.map((count) => count <= maxLevels);
  const same = [usual, ...fewest].find((most) => levels.every((count, i) => count <= most === isFew[i])) ?? maxLevels;
  return {
    ...rest,
    few: isFew.includes(true) ? few : "oneHot",
    many: isFew.includes(false) ? many : "targetEncode",
    maxLevels: same,
  } as Gene;
};
