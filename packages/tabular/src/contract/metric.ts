import { law, type RequiredLaw } from "@kaviar/base/check";
import type { Metric } from "@kaviar/nn";

const isMetric = (value: unknown): boolean => typeof value === "function" && "better" in value;

/** The law of an option that holds a metric. */
export const metric: RequiredLaw<Metric> = law("a metric, such as rocAuc of @kaviar/nn", isMetric);
