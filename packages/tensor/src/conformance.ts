export type { ConformanceCase, Need } from "./runtimes/conformance/check.ts";
export { engineCases } from "./runtimes/conformance/engine.ts";
export { runtimeCases } from "./runtimes/conformance/sessions.ts";
export type { Device, Feed, LoadOptions, Runtime, Session } from "./runtimes/runtime.ts";
