import { withCard } from "@kaviar/base/card";
import { whole } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { argument } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import type { Schedule } from "./contract/schedule.ts";
import { type PlainSchedule, scheduleOf } from "./contract/schedule-of.ts";

type Part = number | Schedule | PlainSchedule;

const about = {
  name: "Sequence of schedules",
  formula: "η_t = sᵢ(t − bᵢ) for bᵢ ≤ t < bᵢ₊₁",
  use: "warm-up, plateau, cool-down",
  pitfall: "each part counts its own steps from 0, and takes its own length for the run's",
  reference: "optax's join_schedules",
  seeAlso: ["piecewise", "warmup"],
} as const;

const checkSteps = argument("sequenceOf", "steps", whole(1).remedy("It counts steps."));

/**
 * Schedules one after another, each for so many steps; the last for the rest of the run.
 *
 * ```ts
 * sequenceOf([[linearSchedule({ from: 0, to: 1e-3 }), 100], [1e-3, 900]], cosine({ peak: 1e-3 }))
 * ```
 */
export const sequenceOf = withCard(
  (parts: readonly (readonly [Part, number])[], rest: Part): Schedule => {
    if (parts.length === 0) {
      throw new ModelError("options", "sequenceOf needs a schedule before the last one: got none.", {
        remedy: "sequenceOf([[linearSchedule({ from: 0, to: 1e-3 }), 100]], cosine({ peak: 1e-3 }))",
      });
    }
    for (const [, steps] of parts) checkSteps(steps);
    const schedules = [...parts.map(([part]) => part), rest].map(scheduleOf);
    const own = (i: number, name: string) => `part${i + 1}.${name}`;
    const numbers: Readonly<Record<string, number>> = Object.fromEntries(
      schedules.flatMap((schedule, i) => [
        ...Object.entries(schedule.numbers).map(([name, value]) => [own(i, name), value] as const),
        ...(parts[i] ? [[own(i, "length"), parts[i][1]] as const] : []),
      ]),
    );
    return createSchedule(numbers, about, (at, given) => {
      let begins: Tensor = at.step.mul(0);
      let rate: Tensor | undefined;
      schedules.forEach((schedule, i) => {
        const length = given[own(i, "length")];
        const its = Object.fromEntries(
          Object.keys(schedule.numbers).map((name) => [name, given[own(i, name)]!] as const),
        );
        const step = at.step.sub(begins).maximum(0);
        const value = schedule({ ...at, step, steps: length ?? at.steps.sub(begins).maximum(1) }, its);
        rate = rate ? at.step.less(begins).where(rate, value) : value;
        if (length) begins = begins.add(length);
      });
      return rate!;
    });
  },
  { about },
);
