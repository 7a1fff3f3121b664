import type { Pruner, TrialState, Verdict } from "@kaviar/tune";
import { checkpointAttribute } from "../../src/trial/attributes.ts";
import { createCurves } from "../../src/trial/curves.ts";
import type { Direction } from "../../src/trial/record.ts";

/** Curves made by hand, and the question a study would ask about them. */
export const boardOf = (directions: readonly Direction[] = ["minimize"], seed = 0) => {
  const curves = createCurves(directions);
  return {
    curves,
    place: (number: number, state: TrialState, values?: readonly number[], { checkpoint = false, attempt = 1 } = {}) =>
      curves.apply({
        revision: 0,
        reports: [],
        trials: [
          {
            number,
            state,
            params: {},
            dimensions: [],
            attributes: checkpoint ? { [checkpointAttribute]: true } : {},
            constraints: {},
            attempt,
            ...(values && { values }),
          },
        ],
      }),
    report: (pruner: Pruner, number: number, step: number, values: readonly number[]): Verdict => {
      curves.apply({ revision: 0, trials: [], reports: [{ number, step, values }] });
      const others = curves.all().filter((curve) => curve.number !== number);
      return pruner.judge({ number, step, curve: curves.of(number), others, values, directions, seed });
    },
    promote: (pruner: Pruner) => pruner.promote?.(curves.all(), { seed }),
  };
};

/** The same value at each step. */
export const flat = (value: number, steps: number) => Array.from({ length: steps }, () => value);

/** A board with complete trials that reported these values, step by step. */
export const withPeers = (curves: readonly (readonly number[])[], board = boardOf()) => {
  for (const [number, curve] of curves.entries()) {
    for (const [step, value] of curve.entries())
      board.report({ name: "", judge: () => ({ stop: false }) }, number, step, [value]);
    board.place(number, "complete", [curve.at(-1)!]);
  }
  return board;
};
