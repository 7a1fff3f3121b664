import type { Direction } from "@kaviar/tune";
import { standings } from "../../../../src/columns/standing.ts";
import type { TrialTable } from "../../table/trial-table.ts";

const complete = standings.indexOf("complete");

/** The complete trials that keep their constraints and that no other such trial dominates, from the best in the first objective on. */
export const frontOf = (
  { rows, standing, values }: TrialTable,
  directions: readonly Direction[],
): readonly number[] => {
  const losses = directions.map((direction, at) => {
    const sign = direction === "maximize" ? -1 : 1;
    return (number: number) => sign * values[at]![number]!;
  });
  const able: number[] = [];
  for (let number = 0; number < rows; number++)
    if (standing[number] === complete && losses.every((loss) => Number.isFinite(loss(number)))) able.push(number);
  // Whoever dominates stands before whom it dominates.
  able.sort((a, b) => {
    for (const loss of losses) if (loss(a) !== loss(b)) return loss(a) - loss(b);
    return a - b;
  });
  const front: number[] = [];
  const dominates = (a: number, b: number) =>
    losses.every((loss) => loss(a) <= loss(b)) && losses.some((loss) => loss(a) < loss(b));
  for (const number of able) {
    // Of two objectives the last on the front has the least of the second so far.
    const isDominated =
      losses.length === 2
        ? front.length > 0 && dominates(front.at(-1)!, number)
        : front.some((member) => dominates(member, number));
    if (!isDominated) front.push(number);
  }
  return front;
};
