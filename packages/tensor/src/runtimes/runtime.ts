import type { AnyElements, DType } from "../dtype.ts";
import type { Shape } from "../shape.ts";

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
 * same bits. It does not choose: what it cannot do is an error.
 */
export interface Runtime {
  readonly name: string;
  load(model: Uint8Array, options: LoadOptions): Promise<Session>;
}

export interface Session {
  run(feeds: Readonly<Record<string, Feed>>, outputs: readonly string[]): Promise<readonly AnyElements[]>;
  release(): Promise<void>;
}
