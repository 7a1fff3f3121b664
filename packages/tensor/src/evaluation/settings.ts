import { flag, law, text, whole } from "@kaviar/base/check";
import { optionsOf } from "../errors/options.ts";
import { type Addresses, setAddresses } from "../runtimes/addresses.ts";
import { onnxRuntime } from "../runtimes/onnxruntime.ts";
import type { Device, Runtime } from "../runtimes/runtime.ts";

export interface Settings {
  /** Where graphs run: a device, or a runtime of your own. What is not there is an error, never another device. */
  readonly device: Device | Runtime;
  /** Threads inside one operation; small models are fastest on one, parallelism belongs to trials. */
  readonly threads: number;
  /** Look for the first NaN behind a result that holds one, and say which operation made it. */
  readonly debugNaN: boolean;
}

interface Configuration extends Settings, Addresses {
  /**
   * How many graphs each compiled function keeps, one for each structure of shapes and dtypes that it was called with;
   * beyond it the one that was not called for longest is forgotten, and traced again when it is. A graph is some 10 kB.
   */
  readonly traces: number;
}

const device = law<Device | Runtime>(
  '"cpu" or "webgpu", or a runtime of your own',
  (given) => given === "cpu" || given === "webgpu" || typeof (given as Partial<Runtime> | null)?.load === "function",
);

/** The laws of settings, for each function that takes some. */
export const settingLaws = { device: device.optional(), threads: whole(1).optional(), debugNaN: flag.optional() };

const readConfiguration = optionsOf<Partial<Configuration>>()("configure", {
  ...settingLaws,
  wasmUrl: text.optional(),
  workerUrl: text.optional(),
  traces: whole(1).optional(),
});

let configuration: Configuration = {
  device: "cpu",
  threads: 1,
  debugNaN: false,
  wasmUrl: undefined,
  workerUrl: undefined,
  traces: 256,
};

/**
 * What holds where a function is compiled or a tensor computed without saying otherwise.
 *
 * ```ts
 * configure({ device: "webgpu" });
 * configure({ threads: 4 });
 * ```
 */
export const configure = (changes: Partial<Configuration>): Configuration => {
  configuration = { ...configuration, ...readConfiguration(changes) };
  setAddresses(configuration);
  return configuration;
};

export const currentSettings = (): Settings => configuration;

/** How many graphs a compiled function keeps. */
export const keptTraces = (): number => configuration.traces;

const runtimes = new Map<Device, Runtime>();

/** The runtime for a device, made when it is first asked for. */
export const runtimeFor = (device: Device | Runtime): Runtime => {
  if (typeof device !== "string") return device;
  const known = runtimes.get(device);
  if (known) return known;
  const runtime = onnxRuntime(device, { wasmUrl: configuration.wasmUrl });
  runtimes.set(device, runtime);
  return runtime;
};
