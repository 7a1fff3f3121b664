import { type Card, withCard } from "@kaviar/base/card";
import type { OptionReader } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { ModelError } from "../../error.ts";
import type { Metric, Scores } from "./metric.ts";

type Measure = (prediction: Scores, target: Scores, weights?: ArrayLike<number>) => number;

/**
 * A metric from its name, what there is to know of it, how it is computed, and the least and the most that it can be.
 *
 * ```ts
 * const bias = createMetric("bias", "lower", about, (prediction, target) => {
 *   const [said, wanted] = [valuesOf(prediction).data, valuesOf(target).data];
 *   let sum = 0;
 *   for (let row = 0; row < said.length; row++) sum += said[row]! - wanted[row]!;
 *   return sum / said.length;
 * });
 * ```
 * Training hands in all predictions of an epoch at once: probabilities where the loss takes logits.
 */
export const createMetric = (
  name: string,
  better: Metric["better"],
  about: Card,
  measure: Measure,
  bounds: NonNullable<Metric["bounds"]> = [-Infinity, Infinity],
): Metric =>
  withCard(
    Object.defineProperty(
      (...args: Parameters<Measure>) => {
        checkScores(name, args);
        return measure(...args);
      },
      "name",
      { value: name },
    ),
    {
      better,
      bounds,
      about,
    },
  );

/** Refuses to make what is a metric as it stands: `f1({ average: "macro" })`. */
const checkScores = (name: string, args: readonly unknown[]): void => {
  if (args.length >= 2) return;
  throw new ModelError(
    "options",
    `${name} is a metric as it stands, of predictions and targets: got ${args.length === 0 ? "nothing" : shown(args[0])}.`,
    {
      remedy: `Write metrics: [${name}]; where it has options, ${name}.with({ … }).`,
    },
  );
};

/** A metric that can be used as it stands or with other options: `f1`, `f1.with({ average: "macro" })`. */
export interface Adjustable<Options> extends Metric {
  with(options: Options): Metric;
}

/** `make` for no options, with itself as `with`. */
export const adjustable = <In, Out>(read: OptionReader<In, Out>, make: (options: Out) => Metric): Adjustable<In> =>
  Object.assign(make(read({} as In)), { with: (given: In) => make(read(given)) });
