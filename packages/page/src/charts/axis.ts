export type Value = string | number | boolean | null;

/** One axis of a chart: what it shows, and how values are spread along it. */
export interface Axis {
  readonly label: string;
  readonly scale: "linear" | "log" | "oneMinusLog" | "category";
  /** The ends; left out where the data say. */
  readonly low?: number;
  readonly high?: number;
  /** Whether there are whole numbers on it only: then none is labelled between them. */
  readonly whole?: boolean;
  /** The places of a category axis, in order. */
  readonly categories?: readonly Value[];
}
