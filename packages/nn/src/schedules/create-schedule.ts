import type { Tensor } from "@kaviar/tensor";
import type { Card } from "../cards/card.ts";
import { numbersOf } from "../optimizers/numbers.ts";
import type { Progress, Schedule } from "./schedule.ts";

/** A schedule from its numbers and what it makes of them and of the place in the run. */
export const createSchedule = <N extends Readonly<Record<string, number>>>(
  numbers: N,
  about: Card,
  value: (at: Progress, numbers: { readonly [K in keyof N]: Tensor }) => Tensor,
): Schedule => {
  const schedule = (at: Progress, given: Readonly<Record<string, Tensor>> = numbersOf(numbers)): Tensor =>
    value(at, given as { readonly [K in keyof N]: Tensor });
  return Object.assign(schedule, { numbers, about });
};
