export { type ReadSeriesOptions, readSeries } from "./read-series.ts";
export type { SeriesRows } from "./series-rows.ts";
