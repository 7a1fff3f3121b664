export { type Choice, type CrossValidateOptions, type CrossValidation, crossValidate } from "./cross-validate.ts";
export type { FoldOptions } from "./fold-options.ts";
export type { Interval } from "./interval.ts";
export { type SplitOptions, split, type TableSplit } from "./split.ts";
