import { questionsByTopic, quizTopics, topicTitles } from "../packages/kaviar/src/learning/quiz/questions.ts";
import type { Heading } from "../packages/ui/page/lab/rooms/quiz/headings.ts";

/** Where the command line would list all of a kind, the laboratory shows the card of the idea. */
const cards: Readonly<Record<string, string>> = {
  optimizers: "optimizer",
  activations: "activation",
  "batch-normalization": "batchNorm",
  losses: "loss",
  initializers: "initialization",
  metrics: "metric",
};

/** The questions of the laboratory: those of `kaviar quiz`. */
export const labQuiz: readonly Heading[] = quizTopics.map((topic) => ({
  name: topic,
  title: topicTitles[topic],
  questions: questionsByTopic[topic].map((question) => ({ ...question, key: cards[question.key] ?? question.key })),
}));
