import { TensorError } from "./error.ts";
import { nodeRuntime } from "./runtimes/node.ts";
import type { Runtime } from "./runtimes/runtime.ts";
import { webRuntime } from "./runtimes/web.ts";

export type Device = "cpu" | "webgpu";

export interface Settings {
  /** Where graphs run. What is not there is an error, never another device. */
  readonly device: Device;
  /** Threads inside one operation; small models are fastest on one, parallelism belongs to trials. */
  readonly threads: number;
  /** Look for the first NaN after each run, and say which operation made it. Slow: for finding faults. */
  readonly debugNaN: boolean;
}

let settings: Settings = { device: "cpu", threads: 1, debugNaN: false };

/** What holds where a function is compiled or a tensor computed without saying otherwise. */
export const configure = (changes: Partial<Settings>): Settings => {
  settings = { ...settings, ...changes };
  return settings;
};

export const currentSettings = (): Settings => settings;

const inNode = typeof process !== "undefined" && process.versions?.node !== undefined;
const runtimes = new Map<Device, Runtime>();

/** The runtime for a device, made when it is first asked for. */
export const runtimeFor = (device: Device): Runtime => {
  if (device !== "cpu" && device !== "webgpu") {
    throw new TensorError("device", `A device is "cpu" or "webgpu": got ${JSON.stringify(device)}.`);
  }
  const known = runtimes.get(device);
  if (known) return known;
  const runtime = inNode ? nodeRuntime(device) : webRuntime(device);
  runtimes.set(device, runtime);
  return runtime;
};
