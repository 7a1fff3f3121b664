/** The task that all peers solve, as task.mjs makes it, and how it is to be run. */
export interface PeerOptions {
  readonly size: string;
  readonly threads: number;
  readonly adam: { readonly rate: number; readonly beta1: number; readonly beta2: number; readonly epsilon: number };
  readonly widths: readonly number[];
  readonly batch: number;
  readonly rows: number;
  readonly steps: number;
  readonly features: number;
  readonly classes: number;
  readonly x: Float32Array;
  readonly y: Int32Array;
  readonly batches: Int32Array;
  readonly weights: readonly Float32Array[];
}

export function peerArguments(): PeerOptions;

export function measure(
  options: Pick<PeerOptions, "size" | "threads" | "steps"> & { readonly peer: string },
  epoch: () => Promise<Float32Array>,
): Promise<void>;
