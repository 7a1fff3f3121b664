/** As much of WebAssembly as is used here: the types of Node have none of it. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What was compiled: it can be sent to a thread. */
export type KernelModule = object;

interface WebAssemblyHere {
  readonly Memory: new (size: { initial: number; maximum?: number; shared?: boolean }) => KernelMemory;
  readonly Module: new (bytes: Uint8Array) => KernelModule;
  readonly Instance: new (module: KernelModule, imports: object) => { readonly exports: object };
  readonly compile: (bytes: Uint8Array) => Promise<KernelModule>;
  readonly instantiate: (module: KernelModule, imports: object) => Promise<{ readonly exports: object }>;
}

export const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyHere };

/** Bytes of a page of memory. */
export const page = 2 ** 16;
