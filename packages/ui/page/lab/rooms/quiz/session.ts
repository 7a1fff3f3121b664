import { choicesOf, type Question, questionsInOrder, type Scores } from "@kaviar/base/quiz";
import type { Heading } from "./headings.ts";

/** What is asked in one go: as many questions as one likes to answer. */
export interface Session {
  /** From 1: what is due is counted in them. */
  readonly number: number;
  readonly questions: readonly Question[];
}

export const questionsOfSession = 10;

/** Another order and other letters than this one are for those who ask the command line for them. */
const seed = 0;

/** The next questions of a heading, or of all where none has that name. */
export const beginSession = (headings: readonly Heading[], name: string, scores: Scores): Session => {
  const chosen = headings.filter((heading) => heading.name === name);
  const questions = (chosen.length === 0 ? headings : chosen).flatMap((heading) => heading.questions);
  return {
    number: scores.sessions + 1,
    questions: questionsInOrder(questions, scores, seed).slice(0, questionsOfSession),
  };
};

export const dealt = (question: Question, { number }: Session) => choicesOf(question, seed, number);
