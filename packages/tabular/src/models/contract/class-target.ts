import { type ClassTarget, type Target, withoutTarget } from "../../contract/target.ts";
import { TableError } from "../../error.ts";

/** The target of a model of classes alone. */
export const classTarget = (owner: string, target: Target): ClassTarget => {
  if (target.task === "classes") return target;
  if (target.task === "anomalies") throw withoutTarget(owner);
  throw new TableError("target", `${owner} tells classes apart: the target is numbers.`, {
    remedy: 'Say task: "classes" if the numbers name classes, or take a model for numbers.',
  });
};
