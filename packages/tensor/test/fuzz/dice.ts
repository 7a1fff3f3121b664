import { seededRandom } from "@kaviar/base/random";

/** What is drawn with a seed. */
export interface Dice {
  readonly chance: (p: number) => boolean;
  /** low and high included. */
  readonly int: (low: number, high: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** Some of them, in any order. */
  readonly some: <T>(from: readonly T[], count: number) => T[];
}

export const diceOf = (seed: number): Dice => {
  const random = seededRandom(seed);
  const int = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const pick = <T>(from: readonly T[]): T => from[int(0, from.length - 1)]!;
  const some = <T>(from: readonly T[], count: number): T[] => {
    const rest = [...from];
    return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(int(0, rest.length - 1), 1)[0]!);
  };
  return { chance: (p) => random() < p, int, pick, some };
};
