export { type Choice, choicesOf, letters } from "./choices.ts";
export type { Question } from "./question.ts";
export { questionsInOrder } from "./questions-in-order.ts";
export { dueIn, isKnown, noScores, type Score, type Scores, withAnswer } from "./scores.ts";
export { scoresFromText, scoresToText } from "./scores-as-text.ts";
