import type { Question } from "@kaviar/base/quiz";

/** Questions that nobody would ask, as many as a quiz has. */
export const questions: readonly Question[] = Array.from({ length: 64 }, (_, at) => ({
  id: `question-${at}`,
  asks: `What is ${at} + 1?`,
  right: String(at + 1),
  wrong: [at, at + 2, -1].map((says) => ({ says: String(says), because: `It is not ${says}.` })) as never,
  answer: `${at} + 1 = ${at + 1}`,
  key: "addition",
}));
