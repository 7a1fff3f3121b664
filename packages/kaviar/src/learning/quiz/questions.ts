import type { Question } from "@kaviar/base/quiz";
import { besides } from "./questions/besides.ts";
import { calculus } from "./questions/calculus.ts";
import { depth } from "./questions/depth.ts";
import { generalization } from "./questions/generalization.ts";
import { initialization } from "./questions/initialization.ts";
import { landscape } from "./questions/landscape.ts";
import { losses } from "./questions/losses.ts";
import { networks } from "./questions/networks.ts";
import { optimizers } from "./questions/optimizers.ts";
import { tuning } from "./questions/tuning.ts";

/** The questions under each heading, in the order in which they are learned. */
export const questionsByTopic = {
  calculus,
  landscape,
  optimizers,
  depth,
  networks,
  losses,
  initialization,
  generalization,
  tuning,
  besides,
} as const satisfies Readonly<Record<string, readonly Question[]>>;

export type QuizTopic = keyof typeof questionsByTopic;

/** How headings are read. */
export const topicTitles: { readonly [Topic in QuizTopic]: string } = {
  calculus: "Calculus",
  landscape: "The landscape of a loss",
  optimizers: "Descent and optimizers",
  depth: "Gradients through depth",
  networks: "Networks and activations",
  losses: "Losses",
  initialization: "Initialization",
  generalization: "Generalization",
  tuning: "Data and tuning",
  besides: "Worth knowing besides",
};

export const quizTopics = Object.keys(questionsByTopic) as readonly QuizTopic[];

/** All questions, in the order of their headings. */
export const questions: readonly Question[] = Object.values(questionsByTopic).flat();

/** The heading of a question. */
export const topicOf = ({ id }: Question): QuizTopic =>
  quizTopics.find((topic) => questionsByTopic[topic].some((question) => question.id === id))!;
