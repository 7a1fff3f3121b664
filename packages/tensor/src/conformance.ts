export type { ConformanceCase, Need } from "./conformance/check.ts";
export { engineCases } from "./conformance/engine.ts";
export { runtimeCases } from "./conformance/sessions.ts";
export type { Device, Feed, LoadOptions, Runtime, Session } from "./runtimes/runtime.ts";
