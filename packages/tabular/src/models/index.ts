export { type DummyOptions, dummy } from "./dummy.ts";
