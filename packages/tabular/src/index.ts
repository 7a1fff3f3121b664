export * from "./cards/index.ts";
export * from "./contract/index.ts";
export { TableError, type TableErrorCode } from "./error.ts";
export * from "./evaluation/index.ts";
export * from "./models/index.ts";
export * from "./pipeline/index.ts";
export * from "./reading/index.ts";
export * from "./steps/index.ts";
export * from "./table/index.ts";
