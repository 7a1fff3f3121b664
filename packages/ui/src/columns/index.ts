export { columnsOf, standingOf } from "./columns-of.ts";
export { type CurveColumns, decodeCurves, encodeCurves } from "./curve-columns.ts";
export { decodeColumns } from "./decode.ts";
export { encodeColumns } from "./encode.ts";
export { type Standing, standings } from "./standing.ts";
export type { Choice, ParamColumn, TrialColumns } from "./trial-columns.ts";
