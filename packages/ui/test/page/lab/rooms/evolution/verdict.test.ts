import { expect, it } from "vitest";
import type { EvolutionView } from "../../../../../page/lab/rooms/evolution/bred.ts";
import { metSays, standardError, verdictOf } from "../../../../../page/lab/rooms/evolution/verdict.ts";

const view = (best: number, drawnBest: number) =>
  ({
    bred: [{ state: "scored", score: best, folds: [best - 0.02, best, best + 0.02] }],
    generations: [{ best, drawnBest }],
  }) as unknown as EvolutionView;

it("the error of a mean of folds is their deviation over the root of their number", () => {
  expect(standardError([0.88, 0.9, 0.92])).toBeCloseTo(0.02 / Math.sqrt(3), 12);
});

it("random search is as good, better or worse by what folds can tell", () => {
  expect(verdictOf(view(0.9, 0.895))).toBe(
    "After 1 pipeline each: evolution 0.900, at random 0.895. That is no difference that 3 folds could tell (± 0.012): here drawing at random is as good.",
  );
  expect(verdictOf(view(0.9, 0.95))).toMatch(/Here drawing at random is better: /);
  expect(verdictOf(view(0.9, 0.8))).toMatch(/Breeding has paid; a part of that is luck/);
  expect(verdictOf({ bred: [], generations: [] } as unknown as EvolutionView)).toBe("Nothing is scored yet.");
});

it("says what members whom nobody has looked at have to say, and whether folds have promised more", () => {
  expect(metSays({ ...view(0.9, 0.89), met: { bred: 0.88, drawn: 0.87 } })).toBe(
    "Asked about 2000 other members, whom nobody has looked at, evolution's best scores 0.880, less than its folds have promised: the best of many scores is in part luck; the best at random 0.870.",
  );
  expect(metSays({ ...view(0.9, 0.89), met: { bred: 0.899, drawn: 0.9 } })).toContain(
    "scores 0.899; the best at random",
  );
  expect(metSays(view(0.9, 0.89))).toBe("");
});
