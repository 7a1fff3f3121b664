import { keyedRandom } from "@kaviar/tune";

const good = ["good", "great", "lovely", "fine", "superb", "charming"];
const bad = ["bad", "awful", "dull", "weak", "dreadful", "boring"];
const things = ["film", "book", "play", "meal", "song", "game", "trip", "show"];
const before = ["really", "very", "quite", "truly"];
const behind = ["at", "in", "for"];
const after = ["all", "part", "once"];
const fillers = ["i", "think", "this", "was", "we", "all", "saw", "it", "then", "later", "at", "home", "so", "there"];

/**
 * Texts of which each has a word of praise, one of blame, "not" and "but", in one of two orders: "not very good at all but
 * truly bad in part" blames, "not truly bad at all but very good in part" praises. Beside both words stand the same fillers,
 * so that neither a bag of words nor one of pairs of words has anything to go by.
 */
export const negations = (count: number, seed: number): { readonly x: string[]; readonly y: string[] } => {
  const x: string[] = [];
  const y: string[] = [];
  for (let row = 0; row < count; row++) {
    const draw = keyedRandom(seed, row, "text");
    const one = <T>(of: readonly T[]): T => of[Math.floor(draw() * of.length)]!;
    const some = (most: number): string[] =>
      Array.from({ length: Math.floor(draw() * (most + 1)) }, () => one(fillers));
    const praises = draw() < 0.5;
    const [denied, said] = praises ? [one(bad), one(good)] : [one(good), one(bad)];
    const text = [
      ...some(6),
      "the",
      one(things),
      "was",
      "not",
      one(before),
      denied,
      one(behind),
      one(after),
      "but",
      one(before),
      said,
      one(behind),
      one(after),
      ...some(8),
    ];
    x.push(text.join(" "));
    y.push(praises ? "praise" : "blame");
  }
  return { x, y };
};
