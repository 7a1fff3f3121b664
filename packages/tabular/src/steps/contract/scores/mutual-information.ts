import { normal, type Random } from "@kaviar/base/random";
import type { ClassTarget, NumberTarget } from "../../../contract/target.ts";
import { weightedMoments } from "../scaling.ts";
import type { ColumnScore } from "./column-score.ts";
import { informationOfCounts, informationOnClasses, informationOnNumbers } from "./neighbour-information.ts";

const neighbours = 3;

/** In units of the deviation, and apart from each other by a noise of 1e-10, as Kraskov advises. */
const apart = (values: Float64Array, random: Random): Float64Array => {
  const { deviation } = weightedMoments(values, undefined);
  const scaled = values.map((value) => value / (deviation || 1));
  const size = scaled.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
  return scaled.map((value) => value + 1e-10 * Math.max(1, size) * normal(random));
};

/** Of a column with one or two values: which of them a row has. */
const sidesOf = (values: Float64Array): Int32Array | undefined => {
  const first = values[0];
  const second = values.find((value) => value !== first);
  return values.every((value) => value === first || value === second)
    ? Int32Array.from(values, (value) => Number(value !== first))
    : undefined;
};

/** What a column and classes say of each other, in nats: of two values by counting, else from three neighbours. */
export const informationByClass: ColumnScore<ClassTarget> = {
  task: "classes",
  of: (columns, { classes, codes }, random) => ({
    scores: Float64Array.from(columns, ({ values }) => {
      const sides = sidesOf(values);
      return sides
        ? informationOfCounts(sides, codes, classes.length)
        : informationOnClasses(apart(values, random), codes, classes.length, neighbours);
    }),
  }),
};

/** What a column and numbers say of each other, in nats. */
export const informationByNumber: ColumnScore<NumberTarget> = {
  task: "numbers",
  of: (columns, target, random) => {
    const y = apart(target.values, random);
    return {
      scores: Float64Array.from(columns, ({ values }) => {
        const sides = sidesOf(values);
        return sides
          ? informationOnClasses(y, sides, 2, neighbours)
          : informationOnNumbers(apart(values, random), y, neighbours);
      }),
    };
  },
};
