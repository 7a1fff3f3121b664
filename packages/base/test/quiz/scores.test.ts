import { dueIn, isKnown, noScores, withAnswer } from "@kaviar/base/quiz";
import { expect, it } from "vitest";

it("moves a question up a box with each right answer, to the fifth, and back to the first with a wrong one", () => {
  let scores = noScores;
  const boxes = [true, true, true, true, true, true, false, true].map((isRight, i) => {
    scores = withAnswer(scores, "adam", i + 1, isRight);
    return scores.questions.get("adam")!.box;
  });
  expect(boxes).toEqual([2, 3, 4, 5, 5, 5, 1, 2]);
  expect(scores.questions.get("adam")).toEqual({ box: 2, asked: 8, right: 7, session: 8 });
  expect(scores.sessions).toBe(8);
});

it("asks again after 1, 2, 4, 8, 16 sessions", () => {
  const due = [1, 2, 3, 4, 5].map((box) => dueIn({ box, asked: 1, right: 1, session: 10 }));
  expect(due).toEqual([11, 12, 14, 18, 26]);
});

it("knows what was right when it was asked last", () => {
  const once = withAnswer(noScores, "adam", 1, true).questions.get("adam");
  const twice = withAnswer(withAnswer(noScores, "adam", 1, true), "adam", 2, false).questions.get("adam");
  expect([undefined, once, twice].map(isKnown)).toEqual([false, true, false]);
});

it("leaves the scores it was given as they were", () => {
  withAnswer(noScores, "adam", 1, true);
  expect(noScores).toEqual({ sessions: 0, questions: new Map() });
});
