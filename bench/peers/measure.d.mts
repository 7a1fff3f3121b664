import type { Task } from "./task.mjs";

/** The task that all peers solve, as task.mjs makes it, and how it is to be run. */
export interface PeerOptions extends Task {
  readonly size: string;
  readonly threads: number;
  readonly adam: { readonly rate: number; readonly beta1: number; readonly beta2: number; readonly epsilon: number };
}

export function peerArguments(): PeerOptions;

export function measure(
  options: Pick<PeerOptions, "size" | "threads" | "steps"> & { readonly peer: string },
  epoch: () => Promise<Float32Array>,
): Promise<void>;
