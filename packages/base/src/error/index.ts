export type { Fault } from "./fault.ts";
export { type ErrorDetails, isKaviarError, KaviarError } from "./kaviar-error.ts";
export { type RenderedError, renderError } from "./render-error.ts";
export { shown } from "./shown.ts";
