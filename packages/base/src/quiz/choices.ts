import { inOrder, keyedRandom, shuffle } from "../random/index.ts";
import type { Question } from "./question.ts";

export const letters = ["a", "b", "c", "d"] as const;

type Letter = (typeof letters)[number];

/** One of the answers to choose from; `because` says why it is wrong, and the right one has none. */
export interface Choice {
  readonly letter: Letter;
  readonly says: string;
  readonly because?: string;
}

/** The answers of a question under their letters, which the seed and the session deal out. */
export const choicesOf = ({ id, right, wrong }: Question, seed: number, session: number): readonly Choice[] => {
  const answers = [{ says: right }, ...wrong];
  const dealt = shuffle(inOrder(answers.length), keyedRandom(seed, session, id));
  return letters.map((letter, i) => ({ letter, ...answers[dealt[i]!]! }));
};
