import { withCard } from "@kaviar/base/card";
import { ModelError } from "../error.ts";
import { type Labels, rowsByLabel } from "./contract/classes.ts";

/**
 * How much rows of each class count, so that all classes count alike: n / (classes · rows of the class).
 *
 * ```ts
 * classWeights("balanced", [0, 0, 0, 1])                  // { 0: 0.667, 1: 2 }
 * ```
 */
export const classWeights = withCard(
  (rule: "balanced", labels: Labels): Record<string, number> => {
    if (rule !== "balanced") throw new ModelError("options", `classWeights knows one rule, "balanced": got ${rule}.`);
    const classes = [...rowsByLabel(labels)];
    return Object.fromEntries(
      classes.map(([label, rows]) => [String(label), labels.length / (classes.length * rows.length)]),
    );
  },
  {
    about: {
      name: "Class weights",
      formula: "n / (classes · rows of the class)",
      use: "imbalanced classes: the loss counts each class as much as any other, and no row is drawn twice",
      pitfall: "predicted probabilities no longer say how common a class is",
      reference: "King & Zeng 2001",
      seeAlso: ["balancedBatches", "overSample", "bestThreshold"],
    },
  },
);
