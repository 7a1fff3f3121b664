import type { InferenceSession, Tensor as OrtTensor, TensorConstructor } from "onnxruntime-common";
import type { AnyElements } from "../dtype.ts";
import type { Feed, LoadOptions, Session } from "./runtime.ts";

/** The part of ONNX Runtime that its builds for Node and for the browser share. */
export interface Ort {
  readonly InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: TensorConstructor;
}

export type OrtOptions = InferenceSession.SessionOptions;

/** Two fusions make float64 kernels that do not exist; spinning threads starve other processes. */
export const sessionOptions = ({ threads }: LoadOptions): OrtOptions => ({
  graphOptimizationLevel: "all",
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  logSeverityLevel: 4,
  extra: {
    session: { intra_op: { allow_spinning: "0" } },
    optimization: { disable_specified_optimizers: "QuickGeluFusion;FuseReluClip" },
  },
});

export const createSession = async (ort: Ort, model: Uint8Array, options: OrtOptions): Promise<Session> => {
  const session = await ort.InferenceSession.create(model, options);
  return {
    run: async (feeds, outputs) => {
      const tensors: Record<string, OrtTensor> = {};
      for (const [name, feed] of Object.entries(feeds)) tensors[name] = wrap(ort, feed);
      const results = await session.run(tensors, outputs as string[]);
      return outputs.map((name) => results[name]!.data as AnyElements);
    },
    release: () => session.release(),
  };
};

/** The runtime reads the memory as it is; sums differ in the last bit unless it starts at a multiple of 16 bytes. */
const wrap = (ort: Ort, { dtype, shape, elements }: Feed): OrtTensor => {
  const aligned = elements.byteOffset % 16 === 0 ? elements : elements.slice();
  return new ort.Tensor(dtype as "float32", aligned as Float32Array, shape);
};
