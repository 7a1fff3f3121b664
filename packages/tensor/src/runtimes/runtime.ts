import type { OnnxArray } from "../onnx/model.ts";
import type { AnyElements, DType } from "../values/dtype.ts";
import type { Shape } from "../values/shape.ts";

/** Where a graph can run: the processor, or the graphics card by WebGPU. */
export type Device = "cpu" | "webgpu";

/** Elements with what they mean, as they cross into and out of a runtime. */
export interface Feed {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly elements: AnyElements;
}

export interface LoadOptions {
  /** Threads inside one operator. Small graphs are fastest on one. */
  readonly threads: number;
}

/**
 * Runs ONNX files. A runtime holds no state between sessions, and a session none between runs: the same feeds give the
 * same bits. It does not choose: what it cannot do is an error. `@kaviar/tensor/conformance` says the rest.
 */
export interface Runtime {
  readonly name: string;
  load(model: Uint8Array, options: LoadOptions): Promise<Session>;
}

export interface Session<F extends OnnxArray = Feed> {
  /** The named outputs, the elements of each in memory of their own; an output that is not there is an error. */
  run(feeds: Readonly<Record<string, F>>, outputs: readonly string[]): Promise<readonly F[]>;
  /** Gives back the memory; the session is over. */
  release(): Promise<void>;
}
