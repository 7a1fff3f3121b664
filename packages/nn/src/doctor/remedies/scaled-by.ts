import type { Link, LinkState, Moment } from "../../optimizers/contract/link.ts";
import { numbersOf } from "../../parameters/numbers.ts";
import { mapParameters } from "../../parameters/parameters.ts";
import type { Schedule } from "../../schedules/contract/schedule.ts";
import { scheduleOf } from "../../schedules/contract/schedule-of.ts";

/** Steps times a factor: what another rate would make of them, whatever optimizer stands before. */
export const scaledBy = (factor: number | Schedule): Link => {
  const schedule = scheduleOf(factor);
  const now = (state: LinkState, at: Moment) => schedule(at, state.numbers as never);
  return {
    init: () => ({ numbers: numbersOf(schedule.numbers) }),
    update: (updates, state, _, at) => [mapParameters((_, u) => u.mul(now(state, at).cast(u.dtype)), updates), state],
  };
};
