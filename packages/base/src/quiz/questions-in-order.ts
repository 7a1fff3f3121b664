import { keyedRandom, shuffle, inOrder as upTo } from "../random/index.ts";
import type { Question } from "./question.ts";
import { dueIn, type Score, type Scores } from "./scores.ts";

/** So many questions that are due come between two that are new: what was wrong comes back, and new ones get their turn. */
const dueBetweenNew = 2;

/**
 * Questions in the order in which a session asks them. Those that are due, the least known first, with a new one after
 * each two; then those that are not due yet, the next ones first. Where that says nothing, the seed does.
 */
export const questionsInOrder = (
  questions: readonly Question[],
  { sessions, questions: scores }: Scores,
  seed: number,
): readonly Question[] => {
  const session = sessions + 1;
  const dealt = Array.from(shuffle(upTo(questions.length), keyedRandom(seed, session, "order")), (i) => questions[i]!);
  const asked = dealt.flatMap((question) => {
    const score = scores.get(question.id);
    return score === undefined ? [] : [{ question, score, due: dueIn(score) }];
  });
  const due = asked.filter((each) => each.due <= session).sort((a, b) => a.score.box - b.score.box || a.due - b.due);
  const later = asked.filter((each) => each.due > session).sort((a, b) => a.due - b.due);
  const fresh = dealt.filter(({ id }) => !scores.has(id));
  return [...between(due.map(questionOf), fresh), ...later.map(questionOf)];
};

const questionOf = ({ question }: { readonly question: Question; readonly score: Score }): Question => question;

function* between(due: readonly Question[], fresh: readonly Question[]): Generator<Question, void, void> {
  const breaks = Math.floor(due.length / dueBetweenNew);
  for (const [i, question] of due.entries()) {
    yield question;
    const at = (i + 1) / dueBetweenNew;
    if (Number.isInteger(at) && at <= fresh.length) yield fresh[at - 1]!;
  }
  yield* fresh.slice(breaks);
}
