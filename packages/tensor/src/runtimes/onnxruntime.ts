import { TensorError } from "../errors/error.ts";
import { encode } from "../onnx/encode.ts";
import { firstLine } from "./first-line.ts";
import { inTurn } from "./in-turn.ts";
import { createSession, type Ort } from "./ort.ts";
import type { Device, Runtime } from "./runtime.ts";
import { isWeb, prepareWeb, webRemedy } from "./web.ts";

interface OnnxRuntimeOptions {
  /** Instead of the library that "imports" in package.json choose: `node/library.ts` in Node, WebAssembly elsewhere. */
  readonly library?: () => Promise<unknown>;
  /** The folder that a browser fetches the WebAssembly files from, where the bundler has not seen to it. */
  readonly wasmUrl?: string | undefined;
}

/** ONNX Runtime on a device. The library is loaded with the first graph, not with the import. */
export const onnxRuntime = (
  device: Device,
  { library = libraries[device], wasmUrl }: OnnxRuntimeOptions = {},
): Runtime => {
  let opening: Promise<Ort> | undefined;
  const open = (): Promise<Ort> => {
    opening ??= importLibrary(library);
    return opening;
  };
  const runtime: Runtime = {
    name: device,
    load: async (model, { threads }) => {
      const ort = await open();
      if (isWeb(ort)) prepareWeb(ort, threads, wasmUrl);
      try {
        return await createSession(ort, model, device, threads);
      } catch (error) {
        const absent = await findAbsent(ort, device, threads);
        throw absent ?? refused(error, device) ?? error;
      }
    },
  };
  const turned = inTurn(runtime);
  return {
    name: device,
    load: async (model, options) =>
      (device === "webgpu" || isWeb(await open()) ? turned : runtime).load(model, options),
  };
};

const libraries: Readonly<Record<Device, () => Promise<unknown>>> = {
  cpu: () => import("#onnxruntime"),
  webgpu: () => import("#onnxruntime-webgpu"),
};

const importLibrary = async (library: () => Promise<unknown>): Promise<Ort> => {
  const module = (await library().catch((cause: unknown) => {
    if (cause instanceof TensorError) throw cause;
    throw new TensorError("device", `ONNX Runtime could not be loaded: ${firstLine(cause)}`, {
      remedy: "Outside Node it is onnxruntime-web, installed beside @kaviar/tensor: npm install onnxruntime-web",
      cause,
    });
  })) as Ort & { readonly default?: Ort };
  return module.default?.InferenceSession ? module.default : module;
};

/** After a graph did not load: nothing does, when the device is not there at all. */
const findAbsent = async (ort: Ort, device: Device, threads: number): Promise<TensorError | undefined> => {
  try {
    await (await createSession(ort, smallestModel(), device, threads)).release();
    return undefined;
  } catch (cause) {
    return new TensorError("device", `The device "${device}" is not available here: ${firstLine(cause)}`, {
      remedy:
        device === "webgpu"
          ? 'WebGPU needs a graphics card and its driver, and in a browser navigator.gpu. Elsewhere: configure({ device: "cpu" }).'
          : webRemedy(String(cause)),
      cause,
    });
  }
};

const smallestModel = (): Uint8Array => {
  const value = (name: string) => ({ name, dtype: "float32", shape: [1] }) as const;
  const node = { op: "Neg", name: "neg", inputs: ["x"], outputs: ["y"], attributes: {} };
  const graph = { name: "probe", inputs: [value("x")], outputs: [value("y")], nodes: [node], initializers: [] };
  return encode({ graph, opsets: { "": 20 }, metadata: {} });
};

/** ONNX Runtime does not say which operations it would have given to the processor. */
const refused = (cause: unknown, device: Device): TensorError | undefined =>
  /fallback to CPU EP has been explicitly disabled/.test(String(cause))
    ? new TensorError("device", `The device "${device}" has no kernel for part of this graph.`, {
        remedy:
          'ONNX Runtime\'s WebGPU has no loops and scans, no float64 and int64, no random bits, no scatter and no sort: run those on the processor, compile(f, { device: "cpu" }).',
        cause,
      })
    : undefined;
