import { createSession, type Ort, sessionOptions } from "./ort.ts";
import type { Runtime } from "./runtime.ts";

/** ONNX Runtime's native kernels, in Node. The library is loaded with the first graph, not with the import. */
export const nodeRuntime = (device: "cpu" | "webgpu" = "cpu"): Runtime => {
  let ort: Promise<Ort> | undefined;
  const library = async (): Promise<Ort> => {
    const module = (await import("onnxruntime-node")) as unknown as { default?: Ort } & Ort;
    return module.default ?? module;
  };
  return {
    name: `node-${device}`,
    load: async (model, options) => {
      ort ??= library();
      return createSession(await ort, model, { ...sessionOptions(options), executionProviders: [device] });
    },
  };
};
