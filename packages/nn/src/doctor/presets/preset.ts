import type { Chart } from "../chart/chart.ts";
import type { DynamicCode } from "../contract/finding.ts";
import type { Symptom } from "../contract/rule.ts";

/**
 * Somebody else's rules, by our codes: each look stands for itself. What it sees is a problem however the run is doing, and
 * none explains another.
 */
export type Preset = { readonly [Code in DynamicCode]?: (chart: Chart) => Symptom | undefined };
