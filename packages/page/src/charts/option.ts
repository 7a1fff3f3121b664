import type { EChartsCoreOption } from "echarts/core";

/** A part of what the plotting library draws from. (https://echarts.apache.org/en/option.html) */
export type Option = EChartsCoreOption;
