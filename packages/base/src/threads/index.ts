export { fileBeside } from "./file-beside.ts";
export { startThread, type Thread } from "./start-thread.ts";
export { throughGate } from "./through-gate.ts";
