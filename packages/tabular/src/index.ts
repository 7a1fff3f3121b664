export { TableError, type TableErrorCode } from "./error.ts";
