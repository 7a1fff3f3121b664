import { createRunGate, type RunGate } from "./run-gate.ts";

/** Where a thread finds the gate that whoever started it has made. */
export const gateKey = "kaviar:run-gate";

const gateOfThread = (): RunGate | undefined => {
  if (typeof process !== "object" || !process.versions?.node) return undefined;
  const { isMainThread, getEnvironmentData } = process.getBuiltinModule("node:worker_threads");
  const shared = isMainThread ? undefined : (getEnvironmentData(gateKey) as unknown);
  return shared instanceof SharedArrayBuffer ? createRunGate(shared) : undefined;
};

/** Runs through the gate of this thread; at once where it has none. */
export const throughGate: RunGate["through"] = gateOfThread()?.through ?? ((run) => run());
