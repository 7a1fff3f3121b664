import { allParts, cycles } from "../steps/date-parts/calendar.ts";
import type { Facts } from "./facts.ts";

/** How `encode` makes numbers of texts; as it does unless said, where a pipeline got one that was not drawn. */
interface Encoding {
  readonly few?: string;
  readonly many?: string;
  readonly maxLevels?: number;
}

/** Of a date: its parts and the days since the first one; of those that go round, a sine and a cosine too. */
const ofDate = 1 + allParts.length + 2 * Object.keys(cycles).length;

/** Of a free text: a hundred words, and how many it has. */
const ofText = 101;

/** Beyond so many times the levels that are few, the rows of no fold have few. */
const surelyMany = 2;

/** How many columns `encode` makes at most of those of a table; of categories none where they are kept. */
export const encodedColumns = (
  { columns, levels, dates, freeTexts, classes }: Facts,
  encoding: Encoding | "keep",
): number => {
  const numbers = columns - levels.length - dates - freeTexts;
  const ofLevels = (count: number): number => (encoding === "keep" ? 1 : ofCategory(count, encoding, classes));
  return levels.reduce((sum, count) => sum + ofLevels(count), numbers + ofDate * dates + ofText * freeTexts);
};

const ofCategory = (
  levels: number,
  { few = "oneHot", many = "targetEncode", maxLevels = 20 }: Encoding,
  classes: number,
): number => {
  const made: Readonly<Record<string, number>> = {
    oneHot: levels === 2 ? 1 : Math.min(levels, maxLevels + 1),
    ordinal: 1,
    targetEncode: classes > 2 ? classes : 1,
  };
  const [ofFew, ofMany] = [made[few] ?? 1, made[many] ?? 1];
  if (levels <= maxLevels) return ofFew;
  // Of the rows of a fold they may be few.
  return levels > surelyMany * maxLevels ? ofMany : Math.max(ofFew, ofMany);
};
