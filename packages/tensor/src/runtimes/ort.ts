import type { Env, InferenceSession, Tensor as OrtTensor, TensorConstructor } from "onnxruntime-node";
import type { AnyElements, DType } from "../values/dtype.ts";
import type { Feed, Session } from "./runtime.ts";

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

/** `provider` is ONNX Runtime's word for a device. */
export const createSession = async (
  ort: Ort,
  model: Uint8Array,
  provider: string,
  threads: number,
): Promise<Session> => {
  const session = await ort.InferenceSession.create(model, {
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
  return {
    run: async (feeds, outputs) => {
      const tensors: Record<string, OrtTensor> = {};
      for (const name of Object.keys(feeds)) tensors[name] = wrap(ort, feeds[name]!);
      const results = await session.run(tensors, outputs as string[], quiet);
      return outputs.map((name) => unwrap(results[name]!));
    },
    release: () => session.release(),
  };
};

const unwrap = ({ type, dims, data }: OrtTensor): Feed => ({
  dtype: type as DType,
  shape: dims,
  elements: data as AnyElements,
});

/** The runtime reads the memory as it is; sums differ in the last bit unless it starts at a multiple of 16 bytes. */
const wrap = (ort: Ort, { dtype, shape, elements }: Feed): OrtTensor => {
  const aligned = elements.byteOffset % 16 === 0 ? elements : elements.slice();
  return new ort.Tensor(dtype as "float32", aligned as Float32Array, shape);
};
