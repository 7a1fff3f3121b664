import type { Target } from "../../contract/target.ts";
import { TableError } from "../../error.ts";
import type { Options } from "./prepare-search.ts";

/** What cannot be done behind a search is said before it. */
export const checkAdjusting = ({ calibrate, threshold, target: name }: Options, target: Target): void => {
  const classes = target.task === "classes" ? target.classes.length : undefined;
  const is = classes === undefined ? "is numbers" : classes === 1 ? "has one class" : `has ${classes} classes`;
  if (calibrate && (classes === undefined || classes < 2))
    throw new TableError("options", `Probabilities of classes are calibrated: \`${name}\` ${is}.`, {
      remedy: "Leave `calibrate` out.",
    });
  if (threshold === undefined || classes === 2) return;
  throw new TableError("options", `A threshold decides between two classes: \`${name}\` ${is}.`, {
    remedy: "Leave `threshold` out, or make the target one class against the rest.",
  });
};
