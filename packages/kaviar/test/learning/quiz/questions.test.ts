import { describe, expect, it } from "vitest";
import { questions, questionsByTopic, topicTitles } from "../../../src/learning/quiz/questions.ts";

const lengthsOf = ({ right, wrong }: (typeof questions)[number]) => ({
  right: right.length,
  longestWrong: Math.max(...wrong.map(({ says }) => says.length)),
});

describe("the questions", () => {
  it("are 64, under ten headings, each with a name of its own", () => {
    expect(Object.values(questionsByTopic).map((each) => each.length)).toEqual([10, 2, 9, 4, 11, 2, 4, 11, 4, 7]);
    expect(Object.keys(topicTitles)).toEqual(Object.keys(questionsByTopic));
    expect(new Set(questions.map(({ id }) => id)).size).toBe(64);
    expect(new Set(questions.map(({ asks }) => asks)).size).toBe(64);
  });

  it.each(questions)("$id has four answers that differ, and says why each wrong one is wrong", ({ right, wrong }) => {
    expect(new Set([right, ...wrong.map(({ says }) => says)]).size).toBe(4);
    for (const { because } of wrong) expect(because).toMatch(/^\S.*\.$/);
  });

  it.each(questions)("$id has a key of kaviar explain, and an answer in a sentence", ({ key, answer }) => {
    expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(answer).toMatch(/^\S.*\.$/);
  });

  it("are not answered by their length: the right one is the longest of four in a third of them, and not by much", () => {
    const lengths = questions.map(lengthsOf);
    const longest = lengths.filter(({ right, longestWrong }) => right > longestWrong);
    expect(longest.length).toBeLessThan(questions.length * 0.4);
    for (const { right, longestWrong } of lengths) expect(right).toBeLessThan(1.15 * longestWrong);
  });
});
