import { mapParameters } from "../parameters/parameters.ts";
import { constant } from "../schedules/constant.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Link } from "./link.ts";
import { numbersOf } from "./numbers.ts";

/** Times −η: the last link of a descending optimizer. A number is a constant schedule. */
export const scaleByRate = (rate: number | Schedule): Link => {
  const schedule = typeof rate === "number" ? constant(rate) : rate;
  return {
    init: () => ({ numbers: numbersOf(schedule.numbers) }),
    update: (gradients, state, _, at) => {
      const factor = schedule(at, state.numbers as never).neg();
      return [mapParameters((_, g) => g.mul(factor), gradients), state];
    },
  };
};
