export { createRunGate, type RunGate } from "./run-gate.ts";
