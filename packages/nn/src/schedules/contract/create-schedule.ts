import { type Card, withCard } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";
import { numbersOf } from "../../parameters/numbers.ts";
import type { Progress, Schedule } from "./schedule.ts";

/**
 * A schedule from its numbers and what it makes of them and of the place in the run.
 *
 * ```ts
 * const halved = (rate: number) => createSchedule({ rate }, about, ({ step }, { rate }) => rate.div(step.add(2)));
 * ```
 * The numbers are inputs of the graph: another one does not compile again.
 */
export const createSchedule = withCard(
  <N extends Readonly<Record<string, number>>>(
    numbers: N,
    about: Card,
    value: (at: Progress, numbers: { readonly [K in keyof N]: Tensor }) => Tensor,
  ): Schedule => {
    const schedule = (at: Progress, given: Readonly<Record<string, Tensor>> = numbersOf(numbers)): Tensor =>
      value(at, given as { readonly [K in keyof N]: Tensor });
    return Object.assign(schedule, { numbers, about });
  },
  {
    about: {
      name: "Schedule",
      formula: "η_t = f(t, T; numbers)",
      use: "to write a schedule of one's own whose numbers can be nudged",
      pitfall: "`at` holds tensors, not numbers: JavaScript's `if` cannot look at them, `where` can",
      reference: "Robbins & Monro 1951",
    },
  },
);
