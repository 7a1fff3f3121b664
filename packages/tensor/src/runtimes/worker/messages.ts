import type { TensorErrorCode } from "../../errors/error.ts";
import type { Device, Feed, LoadOptions } from "../runtime.ts";
import type { SentFeed } from "./feeds.ts";

/** What is asked of a worker; `id` is in the answer too. */
export type Request =
  | {
      readonly id: number;
      readonly kind: "load";
      readonly session: number;
      readonly device: Device;
      readonly wasmUrl: string | undefined;
      readonly model: Uint8Array;
      readonly options: LoadOptions;
    }
  | {
      readonly id: number;
      readonly kind: "run";
      readonly session: number;
      readonly feeds: Readonly<Record<string, SentFeed>>;
      readonly outputs: readonly string[];
    }
  | { readonly id: number; readonly kind: "release"; readonly session: number }
  | { readonly id: number; readonly kind: "forget"; readonly kept: number };

export type Answer =
  | { readonly id: number; readonly results?: readonly Feed[] }
  | { readonly id: number; readonly error: SentError };

/** An error on its way back: classes do not survive the way, what an error says of itself does. */
export interface SentError {
  readonly evidence: string;
  readonly remedy?: string | undefined;
  /** Where it is an error of this package. */
  readonly code?: TensorErrorCode;
}

/** A way to send messages and to hear them, whichever kind of worker is at the other end. */
export interface Port {
  readonly send: (message: unknown, moved: readonly ArrayBuffer[]) => void;
  readonly hear: (listener: (message: never) => void) => void;
}
