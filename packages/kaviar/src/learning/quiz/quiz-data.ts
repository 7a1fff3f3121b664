import { choicesOf, dueIn, type Question, type Scores } from "@kaviar/base/quiz";
import { topicOf } from "./questions.ts";

/** Questions in the order in which they would be asked, with their answers and how they went, for programs. */
export const quizData = (questions: readonly Question[], scores: Scores, seed: number, file: string) => {
  const session = scores.sessions + 1;
  return {
    scores: file,
    session,
    questions: questions.map((question) => {
      const { id, asks, answer, key } = question;
      const choices = choicesOf(question, seed, session);
      const score = scores.questions.get(id);
      return {
        id,
        topic: topicOf(question),
        asks,
        choices,
        right: choices.find(({ because }) => because === undefined)!.letter,
        answer,
        key,
        score: score === undefined ? null : { ...score, due: dueIn(score) },
      };
    }),
  };
};
