import { noScores, scoresFromText, scoresToText, withAnswer } from "@kaviar/base/quiz";
import { expect, it } from "vitest";

it("gives the scores again that it was made of", () => {
  const scores = withAnswer(withAnswer(noScores, "adam", 1, true), "momentum", 1, false);
  expect(scoresFromText(scoresToText(scores))).toEqual(scores);
});

it("holds no scores where it is no such JSON", () => {
  for (const text of [
    "",
    "{",
    "[]",
    "{}",
    '{"sessions":-1,"questions":{}}',
    '{"sessions":1,"questions":{"adam":{"box":9}}}',
  ])
    expect(scoresFromText(text)).toBeUndefined();
});
