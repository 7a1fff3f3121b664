import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import type { Schedule } from "./contract/schedule.ts";

const read = options("inverseSquareRoot", {
  /** The highest rate. */
  peak: notNegative,
  /** Steps up to the peak, in a straight line. */
  warmup: positive.default(1),
});

export type InverseSquareRootOptions = OptionsOf<typeof read>;

const about = {
  name: "Inverse square root",
  formula: "η·min((t + 1)/w, √(w/(t + 1)))",
  use: "transformers, and runs whose length is not known",
  pitfall: "falls slowly: a short linear descent at the end helps",
  reference: "Vaswani et al. 2017",
  seeAlso: ["cosine", "warmup", "noam"],
} as const;

/** Up to `peak` in `warmup` steps, then down as 1/√t: `inverseSquareRoot({ peak: 1e-3, warmup: 4000 })`. */
export const inverseSquareRoot = withCard(
  (given: InverseSquareRootOptions): Schedule => {
    const { peak, warmup } = read(given);
    return createSchedule({ peak, warmup }, about, ({ step }, { peak, warmup }) => {
      const done = step.add(1).div(warmup);
      return peak.mul(done.minimum(done.rsqrt()));
    });
  },
  { about },
);

const readNoam = options("noam", {
  /** Features of the model: the wider, the lower the rate. */
  width: positive,
  /** Steps up to the peak. */
  warmup: positive,
});

export type NoamOptions = OptionsOf<typeof readNoam>;

/** The same in the words of "Attention is all you need": width^−½·min(t^−½, t·w^−1.5), t = 1, 2, …: `noam({ width: 512, warmup: 4000 })`. */
export const noam = withCard(
  (given: NoamOptions): Schedule => {
    const { width, warmup } = readNoam(given);
    return inverseSquareRoot({ peak: (width * warmup) ** -0.5, warmup });
  },
  { about: { ...about, name: "Noam", formula: "d^−½·min(t^−½, t·w^−1.5)" } },
);
