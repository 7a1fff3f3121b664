/** How a question went so far. */
export interface Score {
  /** From 1 to 5: a right answer moves it one up, a wrong one back to 1. (Leitner 1972) */
  readonly box: number;
  readonly asked: number;
  readonly right: number;
  /** The session in which it was asked last. */
  readonly session: number;
}

/** How all questions went so far, by their ids. */
export interface Scores {
  /** How many sessions there were. */
  readonly sessions: number;
  readonly questions: ReadonlyMap<string, Score>;
}

export const noScores: Scores = { sessions: 0, questions: new Map() };

/** A question of a box comes again after so many sessions: the better it is known, the later. */
const sessionsOfBox: readonly number[] = [1, 2, 4, 8, 16];

export const boxes = sessionsOfBox.length;

/** The session in which a question is to come again. */
export const dueIn = ({ box, session }: Score): number => session + sessionsOfBox[box - 1]!;

/** Whether the last answer was right. */
export const isKnown = (score: Score | undefined): boolean => score !== undefined && score.box > 1;

/** The scores after an answer in a session. */
export const withAnswer = (scores: Scores, id: string, session: number, isRight: boolean): Scores => {
  const { box = 1, asked = 0, right = 0 } = scores.questions.get(id) ?? {};
  const next: Score = {
    box: isRight ? Math.min(box + 1, boxes) : 1,
    asked: asked + 1,
    right: right + Number(isRight),
    session,
  };
  return { sessions: Math.max(scores.sessions, session), questions: new Map(scores.questions).set(id, next) };
};
