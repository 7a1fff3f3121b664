import { boxes, type Score, type Scores } from "./scores.ts";

/** Scores as JSON. */
export const scoresToText = ({ sessions, questions }: Scores): string =>
  `${JSON.stringify({ sessions, questions: Object.fromEntries(questions) }, null, 2)}\n`;

/** Scores of such a text: undefined where it holds none. */
export const scoresFromText = (text: string): Scores | undefined => {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(given) || !isCount(given.sessions) || !isRecord(given.questions)) return undefined;
  const entries = Object.entries(given.questions);
  if (!entries.every((entry): entry is [string, Score] => isScore(entry[1]))) return undefined;
  return { sessions: given.sessions, questions: new Map(entries) };
};

const isRecord = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === "object" && given !== null && !Array.isArray(given);

const isCount = (given: unknown): given is number => Number.isSafeInteger(given) && (given as number) >= 0;

const isScore = (given: unknown): given is Score =>
  isRecord(given) &&
  [given.box, given.asked, given.right, given.session].every(isCount) &&
  (given.box as number) >= 1 &&
  (given.box as number) <= boxes;
