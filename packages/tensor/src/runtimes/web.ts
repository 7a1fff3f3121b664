import { createSession, type Ort, sessionOptions } from "./ort.ts";
import type { Runtime } from "./runtime.ts";

/** ONNX Runtime's WebAssembly kernels (or WebGPU), in a browser. */
export const webRuntime = (device: "cpu" | "webgpu" = "cpu"): Runtime => {
  let ort: Promise<Ort> | undefined;
  return {
    name: `web-${device}`,
    load: async (model, options) => {
      ort ??= import("onnxruntime-web") as unknown as Promise<Ort>;
      return createSession(await ort, model, {
        ...sessionOptions(options),
        executionProviders: [device === "cpu" ? "wasm" : "webgpu"],
      });
    },
  };
};
