import { choicesOf, letters, type Question, type Scores, withAnswer } from "@kaviar/base/quiz";
import type { Style } from "@kaviar/base/text";
import { hanging } from "../hanging.ts";
import type { Answers, Heard } from "./answers.ts";
import { closingWords } from "./closing-words.ts";
import { topicOf, topicTitles } from "./questions.ts";

/** A session: what is asked, and how. */
export interface Session {
  readonly questions: readonly Question[];
  readonly scores: Scores;
  readonly seed: number;
  /** Answers are given in one's own head and judged by oneself, not chosen from four. */
  readonly recall: boolean;
  readonly answers: Answers;
  readonly columns: number;
  readonly style: Style;
  keep(scores: Scores): Promise<void>;
  /** Hears how the session ended. */
  ended(how: "done" | "interrupted"): void;
}

/** An answer that was judged, or that there is none, since the session is over. */
type Judged = { readonly isRight: boolean } | "end" | "interrupted";

/** Asks one question after the other, in lines; the score is kept after each answer. */
export async function* quizSession(session: Session): AsyncGenerator<string, void, void> {
  const { questions, answers, style, recall } = session;
  const number = session.scores.sessions + 1;
  let { scores } = session;
  const asked: { readonly question: Question; readonly isRight: boolean }[] = [];
  let how: Heard | "done" = "done";
  yield style.dim(recall ? inOwnWords : byLetter);
  for (const [i, question] of questions.entries()) {
    yield "";
    yield `${style.bold(`Question ${i + 1} of ${questions.length}`)}${style.dim(` · ${aboutOf(question, scores)}`)}`;
    yield* hanging("", style.bold(question.asks), session.columns);
    const judged: Judged = yield* recall ? askOpenly(question, session) : askByLetter(question, session, number);
    if (typeof judged === "string") {
      how = judged;
      break;
    }
    scores = withAnswer(scores, question.id, number, judged.isRight);
    asked.push({ question, ...judged });
    await session.keep(scores);
  }
  answers.close();
  yield* closingWords(asked, scores, session);
  session.ended(how === "interrupted" ? how : "done");
}

const byLetter = "Answer with a letter. ? shows the answer, q ends; the score is kept.";
const inOwnWords = "Answer in your own words, then press Enter and judge yourself. q ends; the score is kept.";

/** What a question is about, and how it went so far. */
const aboutOf = (question: Question, { questions }: Scores): string => {
  const score = questions.get(question.id);
  const before =
    score === undefined ? "new" : score.box === 1 ? "again" : `right ${score.right} of ${score.asked} times`;
  return `${topicTitles[topicOf(question)]} · ${before}`;
};

type Asking = AsyncGenerator<string, Judged, void>;

async function* askByLetter(question: Question, session: Session, number: number): Asking {
  const { columns, seed, style } = session;
  const choices = choicesOf(question, seed, number);
  yield "";
  for (const { letter, says } of choices) yield* hanging(`  ${style.bold(letter)}  `, says, columns);
  yield "";
  while (true) {
    const said = yield* listen(session, `${letters.join(", ")} > `);
    if (typeof said === "string") return said;
    const chosen = choices.find(({ letter }) => letter === said.line);
    if (chosen === undefined && said.line !== "?") {
      yield style.yellow(`Type ${letters.join(", ")}; ? if you do not know; q to end.`);
      continue;
    }
    const right = choices.find(({ because }) => because === undefined)!;
    const isRight = chosen === right;
    if (isRight) yield style.green("✔ right");
    else
      yield* hanging(`${style.red("✖")} `, chosen === undefined ? `It is ${right.letter}.` : chosen.because!, columns);
    if (chosen !== undefined && !isRight) yield* hanging("  ", `Right is ${right.letter}: ${right.says}`, columns);
    yield* inFull(question, session);
    return { isRight };
  }
}

async function* askOpenly(question: Question, session: Session): Asking {
  yield "";
  const thought = yield* listen(session, "Enter > ");
  if (typeof thought === "string") return thought;
  yield* inFull(question, session);
  while (true) {
    const said = yield* listen(session, "did you know it? y, n > ");
    if (typeof said === "string") return said;
    if (/^(y|yes)$/.test(said.line)) return { isRight: true };
    if (/^(n|no)$/.test(said.line)) return { isRight: false };
    yield session.style.yellow("Type y if you knew it, n if not; q to end.");
  }
}

/** The next line in small letters, shown where nobody sees it typed; or that the session is over. */
async function* listen({ answers }: Session, prompt: string): AsyncGenerator<string, Heard, void> {
  const heard = await answers.next(prompt);
  if (typeof heard === "string") return heard;
  const line = heard.line.trim().toLowerCase();
  if (!answers.isTyped) yield `${prompt}${line}`;
  return line === "q" ? "end" : { line };
}

function* inFull({ answer, key }: Question, { columns, style }: Session): Generator<string, void, void> {
  yield* hanging("  ", answer, columns);
  yield style.dim(`  kaviar explain ${key}`);
}
