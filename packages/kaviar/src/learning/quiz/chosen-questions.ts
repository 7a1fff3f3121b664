import { didYouMean } from "@kaviar/base/check";
import type { Question } from "@kaviar/base/quiz";
import { shellWord } from "../../command/shell-word.ts";
import { UsageError } from "../../command/usage-error.ts";
import { questions, questionsByTopic, quizTopics, topicTitles } from "./questions.ts";

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");

/** The questions of a heading, or of a topic of `kaviar explain` by any of its names; all of them where none is said. */
export const chosenQuestions = async (topic: string | undefined): Promise<readonly Question[]> => {
  if (topic === undefined) return questions;
  const wanted = plain(topic);
  const heading = quizTopics.find((each) => each === wanted || plain(topicTitles[each]) === wanted);
  if (heading !== undefined) return questionsByTopic[heading];
  const found = questions.filter(({ key }) => key === wanted);
  return found.length > 0 ? found : ofOtherName(topic);
};

/** Packages are loaded for all the names that a topic has: only where nothing else was found. */
const ofOtherName = async (topic: string): Promise<readonly Question[]> => {
  const [{ lookUpIn }, { topics }] = await Promise.all([import("../look-up.ts"), import("../topics.ts")]);
  const all = await topics();
  const known = lookUpIn(all, topic);
  const keys = [...new Set(questions.map(({ key }) => key))];
  if (known === undefined)
    throw new UsageError(
      `--topic must be a heading of the quiz, or a topic of kaviar explain: got "${topic}".`,
      didYouMean(plain(topic), [...quizTopics, ...keys], `The headings are ${quizTopics.join(", ")}.`),
    );
  const meant = keys.filter((key) => lookUpIn(all, key)?.topics.some((each) => known.topics.includes(each)));
  const found = questions.filter(({ key }) => meant.includes(key));
  if (found.length > 0) return found;
  throw new UsageError(
    `The quiz asks nothing about "${topic}".`,
    `kaviar explain ${shellWord(topic)} says what there is. The headings are ${quizTopics.join(", ")}.`,
  );
};
