import { didYouMean } from "@kaviar/base/check";
import { UsageError } from "../../command/usage-error.ts";
import type { Question } from "./question.ts";
import { questions, questionsByTopic, quizTopics, topicTitles } from "./questions.ts";

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");

/** The questions of a heading, or of a topic of `kaviar explain`; all of them where none is said. */
export const chosenQuestions = (topic: string | undefined): readonly Question[] => {
  if (topic === undefined) return questions;
  const wanted = plain(topic);
  const heading = quizTopics.find((each) => each === wanted || plain(topicTitles[each]) === wanted);
  if (heading !== undefined) return questionsByTopic[heading];
  const found = questions.filter(({ key }) => key === wanted);
  if (found.length > 0) return found;
  const keys = [...new Set(questions.map(({ key }) => key))];
  throw new UsageError(
    `--topic must be a heading of the quiz, or a topic of kaviar explain that it asks about: got "${topic}".`,
    didYouMean(wanted, [...quizTopics, ...keys], `The headings are ${quizTopics.join(", ")}.`),
  );
};
