import { keyedRandom } from "@kaviar/tune";

const good = ["good", "great", "lovely", "fine", "superb", "charming"];
const bad = ["bad", "awful", "dull", "weak", "dreadful", "boring"];
const things = ["film", "book", "play", "meal", "song", "game", "trip", "show"];
const fillers = ["i", "think", "this", "was", "we", "all", "saw", "it", "then", "later", "at", "home", "so", "there"];

/**
 * Texts of which each has a word of praise, one of blame, "not" and "but", in one of two orders: "not really good at all but
 * bad" blames, "not bad at all but good" praises. What stands beside "not" is a filler, so that a bag of words has nothing to
 * go by, and pairs of words hardly more.
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
      one(["really", "very", "quite", "exactly"]),
      denied,
      one(["at", "in", "for"]),
      one(["all", "part", "once"]),
      "but",
      one(["rather", "truly", "simply"]),
      said,
      ...some(8),
    ];
    x.push(text.join(" "));
    y.push(praises ? "praise" : "blame");
  }
  return { x, y };
};
