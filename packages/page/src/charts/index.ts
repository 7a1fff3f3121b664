export type { Axis } from "./axis.ts";
export { type Placed, placed } from "./axis-option.ts";
export { calibrationCurve } from "./calibration-curve.ts";
export { type Chart, chart, zoom } from "./chart.ts";
export { namesAxis } from "./names-axis.ts";
export type { Option } from "./option.ts";
export { tooltip } from "./tooltip.ts";
export { valueRange, within } from "./value-range.ts";
