import { modules } from "#kernels";
import { type KernelMemory, type KernelModule, page, WebAssembly } from "./web-assembly.ts";

const compiled = new Map<string, Promise<KernelModule>>();

/** The module of a kernel, compiled once: for memory of its own, or for memory that threads share. */
export const kernelModule = (name: string, { shared = false } = {}): Promise<KernelModule> => {
  const key = `${name} ${shared}`;
  const known = compiled.get(key);
  if (known) return known;
  const { own, shared: other } = modules[name]!;
  const made = WebAssembly.compile(bytesOf(shared ? other : own));
  compiled.set(key, made);
  return made;
};

/** Memory for so many bytes: shared memory of threads where asked for. */
export const createMemory = (bytes: number, { shared = false } = {}): KernelMemory => {
  const initial = Math.max(1, Math.ceil(bytes / page));
  return new WebAssembly.Memory(shared ? { initial, maximum: 65536, shared } : { initial });
};

let spare: WeakRef<KernelMemory> | undefined;

/**
 * The same, or memory that was given back, with what is still in it: new pages take longer to come than numbers to be
 * copied into them. What is given back may be freed at any time. Only the first page is empty: a kernel lays its tables
 * there, and not the zeros in them.
 */
export const borrowMemory = (bytes: number): KernelMemory => {
  const kept = spare?.deref();
  spare = undefined;
  if (!kept || kept.buffer.byteLength < bytes) return createMemory(bytes);
  new Uint8Array(kept.buffer, 0, page).fill(0);
  return kept;
};

export const giveBackMemory = (memory: KernelMemory): void => {
  spare = new WeakRef(memory);
};

/**
 * The functions of a kernel on a memory. They take addresses in it: who calls them says what lies where.
 *
 * ```ts
 * const memory = createMemory(1024);
 * const { scan } = await loadKernel<BoostingKernel>("boosting", memory);
 * ```
 * A new kernel is `packages/tabular/kernels/<name>.ts`, written in AssemblyScript and compiled by the build, and beside
 * this file its type and its twin in plain TypeScript, with a test that compares them.
 */
export const loadKernel = async <Functions>(
  name: string,
  memory: KernelMemory,
  { shared = false } = {},
): Promise<Functions> => {
  const { exports } = await WebAssembly.instantiate(await kernelModule(name, { shared }), { env: { memory } });
  return exports as Functions;
};

/** The same without waiting: for a small kernel, that is needed where nothing waits. Pages refuse it above some megabytes. */
export const loadSmallKernel = <Functions>(name: string, memory: KernelMemory): Functions => {
  const module = new WebAssembly.Module(bytesOf(modules[name]!.own));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Functions;
};

/**
 * The same on one memory for all who call it, with as many bytes as they need. Each may find there what it left, as long as
 * nobody else called in between.
 */
export const kernelWithRoom = <Functions>(name: string) => {
  let made: { readonly memory: KernelMemory; readonly kernel: Functions } | undefined;
  return (bytes: number) => {
    if (!made) {
      const memory = createMemory(bytes);
      made = { memory, kernel: loadSmallKernel<Functions>(name, memory) };
    }
    const { memory, kernel } = made;
    const missing = bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / page));
    return { kernel, ints: new Int32Array(memory.buffer), doubles: new Float64Array(memory.buffer) };
  };
};

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
