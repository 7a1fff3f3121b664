import type { Dimension, Scale, Value } from "../../space/dimension.ts";
import type { Aims } from "../../trial/objectives.ts";

/** One axis of a plot: what it shows, and how values are spread along it. */
export interface Axis {
  readonly label: string;
  readonly scale: Scale | "category";
  /** The ends of the parameter's domain; left out where the data say. */
  readonly low?: number;
  readonly high?: number;
  /** Whether there are whole numbers on it only. */
  readonly whole?: boolean;
  /** The places of a category axis, in order. */
  readonly categories?: readonly Value[];
}

export const axisOf = ({ name, domain }: Dimension): Axis =>
  domain.kind === "categorical"
    ? { label: name, scale: "category", categories: domain.choices }
    : {
        label: name,
        scale: domain.scale,
        low: domain.low,
        high: domain.high,
        ...(domain.kind === "int" && { whole: true }),
      };

/** The axis of an objective, counted from 0. */
export const valueAxis = ({ directions, objectives }: Aims, objective = 0): Axis => ({
  label: objectives?.[objective] ?? (directions.length === 1 ? "value" : `value ${objective + 1}`),
  scale: "linear",
});
