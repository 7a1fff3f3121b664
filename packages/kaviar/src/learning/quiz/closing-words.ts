import { isKnown, type Question, type Scores } from "@kaviar/base/quiz";
import { bar, cut, padEnd, padStart, plural, type Style } from "@kaviar/base/text";
import { questions, questionsByTopic, quizTopics, topicTitles } from "./questions.ts";

interface Asked {
  readonly question: Question;
  readonly isRight: boolean;
}

/** What a session came to, what will come again, and how much of each heading is known. */
export const closingWords = (
  asked: readonly Asked[],
  scores: Scores,
  { columns, style }: { readonly columns: number; readonly style: Style },
): readonly string[] => {
  if (asked.length === 0) return ["", "Nothing was answered: the score is as it was."];
  const wrong = asked.filter(({ isRight }) => !isRight).map(({ question }) => question);
  const knownOf = (all: readonly Question[]) => all.filter(({ id }) => isKnown(scores.questions.get(id))).length;
  const widest = Math.max(...quizTopics.map((topic) => topicTitles[topic].length));
  const cells = Math.min(30, columns - widest - 16);
  return [
    "",
    style.bold(`${asked.length - wrong.length} of ${asked.length} right.`),
    ...againLines(wrong, columns, style),
    "",
    `Right when asked last: ${knownOf(questions)} of ${questions.length}`,
    ...quizTopics.map((topic) => {
      const all = questionsByTopic[topic];
      const known = knownOf(all);
      const line = `  ${padEnd(topicTitles[topic], widest)}  ${bar(known / all.length, cells, style)}`;
      return `${line}  ${padStart(String(known), 2)} of ${all.length}`;
    }),
  ];
};

const againLines = (wrong: readonly Question[], columns: number, { dim }: Style): readonly string[] => {
  if (wrong.length === 0) return [];
  const widest = Math.max(...wrong.map(({ key }) => key.length));
  return [
    "",
    `${plural(wrong.length, "question")} will come again first; kaviar explain says more:`,
    ...wrong.map(({ asks, key }) => cut(`  ${dim(padEnd(key, widest))}  ${asks}`, columns)),
  ];
};
