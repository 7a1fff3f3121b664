import type { Worker } from "node:worker_threads";
import { createRunGate, type RunGate } from "./run-gate.ts";
import { gateKey } from "./through-gate.ts";

/** A thread of Node whose runs of ONNX Runtime go through a gate. */
export interface Thread {
  readonly worker: Worker;
  /** Ends it between two runs: this thread goes on meanwhile. */
  readonly end: () => Promise<void>;
}

/** Gates of threads that live: a process that ends closes all of them first. */
const gates = new Set<RunGate>();

const closeAll = (): void => {
  for (const { close } of gates) close();
};

/** Starts a thread that may be ended, or the process with it, whatever it is at. */
export const startThread = (file: URL, workerData?: unknown): Thread => {
  const { Worker, getEnvironmentData, setEnvironmentData } = process.getBuiltinModule("node:worker_threads");
  const gate = createRunGate();
  const outer = getEnvironmentData(gateKey);
  setEnvironmentData(gateKey, gate.shared);
  // What the program was started with, such as --input-type, may be nothing for a file.
  const worker = new Worker(file, { workerData, execArgv: [] });
  setEnvironmentData(gateKey, outer);
  if (gates.size === 0) process.on("exit", closeAll);
  gates.add(gate);
  worker.on("exit", () => {
    gates.delete(gate);
    if (gates.size === 0) process.off("exit", closeAll);
  });
  return {
    worker,
    end: async () => {
      await gate.drain();
      await worker.terminate();
    },
  };
};
