import { choicesOf, letters } from "@kaviar/base/quiz";
import { expect, it } from "vitest";
import { questions } from "./questions.ts";

it("has exactly one right answer, and all four under letters in order", () => {
  for (const question of questions) {
    const choices = choicesOf(question, 3, 1);
    expect(choices.map(({ letter }) => letter)).toEqual(letters);
    expect(choices.filter(({ because }) => because === undefined).map(({ says }) => says)).toEqual([question.right]);
    expect(choices.map(({ says }) => says).sort()).toEqual(
      [question.right, ...question.wrong.map(({ says }) => says)].sort(),
    );
  }
});

it("has the right answer under each letter equally often", () => {
  const counts = new Map(letters.map((letter) => [letter, 0]));
  for (let seed = 0; seed < 25; seed++)
    for (const question of questions) {
      const { letter } = choicesOf(question, seed, 1 + (seed % 5)).find(({ because }) => because === undefined)!;
      counts.set(letter, counts.get(letter)! + 1);
    }
  const expected = (25 * questions.length) / 4;
  const chiSquared = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  // The 99.9th percentile of χ² with three degrees of freedom.
  expect(chiSquared).toBeLessThan(16.27);
});

it("deals anew in another session, and the same for the same seed and session", () => {
  const says = (session: number) =>
    questions.map((question) => choicesOf(question, 0, session).map((each) => each.says));
  expect(says(1)).toEqual(says(1));
  expect(says(1)).not.toEqual(says(2));
});
