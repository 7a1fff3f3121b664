import { noScores, withAnswer } from "@kaviar/base/quiz";
import { expect, it } from "vitest";
import { labCards } from "../../../../../../../scripts/lab-cards.ts";
import { labQuiz } from "../../../../../../../scripts/lab-quiz.ts";
import { beginSession, dealt, questionsOfSession } from "../../../../../page/lab/rooms/quiz/session.ts";

it("asks all 64 questions of the command line, and the card of each is in the laboratory", async () => {
  const all = labQuiz.flatMap(({ questions }) => questions);
  expect(all).toHaveLength(64);
  const keys = new Set((await labCards()).map(({ key }) => key));
  expect(all.filter(({ key }) => !keys.has(key))).toEqual([]);
});

it("asks ten in a session, of one heading where one is chosen, and of all where there is none of that name", () => {
  expect(beginSession(labQuiz, "nothing", noScores).questions).toHaveLength(questionsOfSession);
  const calculus = labQuiz.find(({ name }) => name === "calculus")!;
  for (const question of beginSession(labQuiz, "calculus", noScores).questions)
    expect(calculus.questions).toContain(question);
});

it("asks first in the next session what was wrong in the last", () => {
  const first = beginSession(labQuiz, "all", noScores);
  const scores = first.questions.reduce(
    (before, { id }, at) => withAnswer(before, id, first.number, at !== 3),
    noScores,
  );
  const second = beginSession(labQuiz, "all", scores);
  expect(second.number).toBe(2);
  expect(second.questions[0]).toBe(first.questions[3]);
});

it("deals the answers of a question under other letters in another session", () => {
  const session = beginSession(labQuiz, "all", noScores);
  const places = Array.from({ length: 12 }, (_, at) =>
    dealt(session.questions[0]!, { ...session, number: at + 1 }).findIndex(({ because }) => because === undefined),
  );
  expect(new Set(places).size).toBeGreaterThan(2);
});
