import { resolve } from "node:path";
import { questionsInOrder } from "@kaviar/base/quiz";
import { count, text, whole } from "../arguments/readers.ts";
import { defineCommand } from "../command/command.ts";
import { exitCode } from "../command/exit-code.ts";
import { openAnswers } from "../learning/quiz/answers.ts";
import { chosenQuestions } from "../learning/quiz/chosen-questions.ts";
import { quizData } from "../learning/quiz/quiz-data.ts";
import { readScores, scoresFile, writeScores } from "../learning/quiz/scores-file.ts";
import { quizSession } from "../learning/quiz/session.ts";

const options = {
  topic: {
    takes: "TOPIC",
    read: text,
    about: "Questions of a heading (calculus, optimizers, losses, …), or of a topic of kaviar explain",
  },
  questions: { takes: "N", read: count, about: "How many at most (10)" },
  recall: { about: "Answer in your own words and judge yourself, instead of choosing: harder, and it teaches more" },
  scores: { takes: "FILE", read: text, about: "Where the score is kept (in your own folder, for all your work)" },
  seed: { takes: "N", read: whole, about: "Another one asks in another order, under other letters (0)" },
} as const;

/** Lines longer than this are hard to read. */
const widest = 100;

export const command = defineCommand({
  usage: "quiz [--topic TOPIC] [--questions N]",
  about: `Asks what one has to know of training models, and keeps score.

Each question has four answers to choose from; the wrong ones are mistakes that are often made, and it says why they
are. What was wrong comes again in the next session, what was right after 2, then 4, 8, 16 of them. Ctrl-C, or the end
of the input, ends a session: what was answered counts. Answers may come through a pipe, a line each. With --json it
asks nothing, and prints the questions with their answers and how they went so far.`,
  examples: ["quiz", "quiz --topic optimizers --questions 5", "quiz --topic vanishing-gradient --recall"],
  words: [],
  options,
  run: async ({ options: { topic, questions = 10, recall = false, scores, seed = 0 } }, { columns, style }) => {
    const chosen = await chosenQuestions(topic);
    const file = scores === undefined ? scoresFile(process) : resolve(scores);
    const before = await readScores(file);
    const asked = questionsInOrder(chosen, before, seed).slice(0, questions);
    let code: (typeof exitCode)["done" | "interrupted"] = exitCode.done;
    const lines = async function* () {
      yield* quizSession({
        questions: asked,
        scores: before,
        seed,
        recall,
        answers: openAnswers(process.stdin, process.stdout),
        columns: Math.min(columns ?? widest, widest),
        style,
        keep: (now) => writeScores(file, now),
        ended: (how) => {
          code = exitCode[how];
        },
      });
    };
    return {
      data: () => quizData(asked, before, seed, file),
      lines: lines(),
      get code() {
        return code;
      },
    };
  },
});
