import type { Question } from "@kaviar/base/quiz";
import { dueIn, noScores, questionsInOrder, type Scores, withAnswer } from "@kaviar/base/quiz";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { questions } from "./questions.ts";

const idsOf = (all: readonly Question[]) => all.map(({ id }) => id);

/** What some sessions of ten come to, where who answers is right by these signs. */
const after = (answers: readonly boolean[], seed: number): Scores => {
  let scores = noScores;
  for (let i = 0; i < answers.length; i += 10) {
    const session = scores.sessions + 1;
    for (const [j, { id }] of questionsInOrder(questions, scores, seed).slice(0, 10).entries())
      if (i + j < answers.length) scores = withAnswer(scores, id, session, answers[i + j]!);
  }
  return scores;
};

const histories = fc.tuple(fc.array(fc.boolean(), { maxLength: 120 }), fc.nat({ max: 2 ** 31 }));

describe("questionsInOrder", () => {
  it("has each question once, and is the same for the same scores and seed", () => {
    fc.assert(
      fc.property(histories, ([answers, seed]) => {
        const scores = after(answers, seed);
        const asked = questionsInOrder(questions, scores, seed);
        expect(idsOf(asked).sort()).toEqual(idsOf(questions).sort());
        expect(questionsInOrder(questions, scores, seed)).toEqual(asked);
      }),
      { numRuns: 50 },
    );
  });

  it("asks the lower box first of what is due, a new one after each two of these, and what is not due last", () => {
    fc.assert(
      fc.property(histories, ([answers, seed]) => {
        const scores = after(answers, seed);
        const session = scores.sessions + 1;
        const kinds = questionsInOrder(questions, scores, seed).map(({ id }) => {
          const score = scores.questions.get(id);
          return score === undefined ? "new" : dueIn(score) <= session ? "due" : "later";
        });
        const due = kinds.filter((kind) => kind === "due").length;
        const fresh = kinds.filter((kind) => kind === "new").length;
        const mixed = Array.from({ length: due }, (_, i) => ["due", ...(i % 2 === 1 && i < 2 * fresh ? ["new"] : [])]);
        const first = mixed.flat();
        const rest = fresh - first.filter((kind) => kind === "new").length;
        expect(kinds).toEqual([...first, ...Array(rest).fill("new"), ...Array(64 - due - fresh).fill("later")]);
        const boxes = questionsInOrder(questions, scores, seed).flatMap(({ id }) => {
          const score = scores.questions.get(id);
          return score !== undefined && dueIn(score) <= session ? [score.box] : [];
        });
        expect(boxes).toEqual(boxes.toSorted((a, b) => a - b));
      }),
      { numRuns: 50 },
    );
  });

  it("begins the next session with what was wrong in this one", () => {
    const [one, two, ...others] = questionsInOrder(questions, noScores, 7).slice(0, 10);
    let scores = withAnswer(withAnswer(noScores, one!.id, 1, false), two!.id, 1, false);
    for (const { id } of others) scores = withAnswer(scores, id, 1, true);
    const next = idsOf(questionsInOrder(questions, scores, 7));
    expect(next.slice(0, 2).sort()).toEqual([one!.id, two!.id].sort());
    expect(next.slice(-8).sort()).toEqual(idsOf(others).sort());
  });

  it("asks in another order for another seed", () => {
    expect(idsOf(questionsInOrder(questions, noScores, 1))).not.toEqual(
      idsOf(questionsInOrder(questions, noScores, 2)),
    );
  });

  it("has asked all 64 questions after 22 sessions of ten, though nothing was right", () => {
    expect(after(new Array(220).fill(false), 0).questions.size).toBe(64);
    expect(after(new Array(100).fill(true), 0).questions.size).toBeGreaterThan(40);
  });
});
