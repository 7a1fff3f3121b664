import { throughGate } from "@kaviar/base/threads";
import type { Env, InferenceSession, Tensor as OrtTensor, TensorConstructor } from "onnxruntime-node";
import type { OnnxArray } from "../onnx/model.ts";
import type { Session } from "./runtime.ts";

/** The part of ONNX Runtime that its builds for Node and for the browser share. */
export interface Ort {
  readonly InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: TensorConstructor;
  readonly env: Env;
}

/** Errors come as errors: the console need not have them too. */
const quiet = { logSeverityLevel: 4 } as const;

/** `provider` is ONNX Runtime's word for a device. What comes out of a graph is `F` by its file, not by a check here. */
export const createSession = async <F extends OnnxArray>(
  ort: Ort,
  model: Uint8Array,
  provider: string,
  threads: number,
): Promise<Session<F>> => {
  const options = optionsFor(provider, threads);
  const session = await throughGate(() => ort.InferenceSession.create(model, options));
  return {
    run: async (feeds, outputs) => {
      // Without a prototype: an input may be called __proto__.
      const tensors: Record<string, OrtTensor> = Object.create(null);
      for (const name of Object.keys(feeds)) tensors[name] = wrap(ort, feeds[name]!);
      const results = await throughGate(() => session.run(tensors, outputs as string[], quiet));
      return outputs.map((name) => unwrap(results[name]!) as F);
    },
    release: () => throughGate(() => session.release()),
  };
};

const optionsFor = (provider: string, threads: number): InferenceSession.SessionOptions => ({
  executionProviders: [provider],
  graphOptimizationLevel: "all",
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  ...quiet,
  extra: {
    session: {
      // Threads that spin for long starve other processes; a little is worth 15 % where there are several.
      intra_op: threads > 1 ? { allow_spinning: "1", spin_duration_us: "200" } : { allow_spinning: "0" },
      // What the graphics card cannot run is an error, not the processor's work.
      ...(provider === "webgpu" ? { disable_cpu_ep_fallback: "1" } : {}),
    },
    // The first two make float64 kernels that do not exist; the third takes y · (1 / x) for y / x though the 1 may have
    // more axes than both, and the result is of another shape; the fourth keeps the scale of a float64 product as
    // a float32; the last one takes a padded kernel for a padded image.
    optimization: {
      disable_specified_optimizers: "QuickGeluFusion;FuseReluClip;DivMulFusion;MatMulScaleFusion;Pad_Fusion",
    },
  },
});

const unwrap = ({ type, dims, data }: OrtTensor): OnnxArray =>
  ({ dtype: type, shape: dims, elements: data }) as unknown as OnnxArray;

/** The runtime reads the memory as it is; sums differ in the last bit unless it starts at a multiple of 16 bytes. */
const wrap = (ort: Ort, { dtype, shape, elements }: OnnxArray): OrtTensor => {
  const askew = dtype !== "string" && elements.byteOffset % 16 !== 0;
  return new ort.Tensor(dtype as "float32", (askew ? elements.slice() : elements) as Float32Array, shape);
};
