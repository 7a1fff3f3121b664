import { TensorError } from "../errors/error.ts";
import { absolute } from "./addresses.ts";
import type { Ort } from "./ort.ts";

/** Is it the build for browsers? */
export const isWeb = ({ env }: Ort): boolean => env.versions.web !== undefined;

/** WebAssembly starts once a page, with so many threads. */
const startedWith = new WeakMap<Ort, number>();

/** Sets what the WebAssembly build reads when it starts, before the first session. */
export const prepareWeb = (ort: Ort, threads: number, wasmUrl: string | undefined): void => {
  const before = startedWith.get(ort);
  if (before === threads) return;
  if (before !== undefined) {
    throw new TensorError(
      "device",
      `The number of threads is fixed once the first graph has run in a page: got ${threads} after ${before}.`,
      { remedy: "Call configure({ threads }) before anything is computed; or use a worker of its own." },
    );
  }
  if (threads > 1 && typeof SharedArrayBuffer === "undefined") {
    throw new TensorError("device", `${threads} threads need a cross-origin isolated page.`, {
      remedy:
        "Serve it with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp; or configure({ threads: 1 }).",
    });
  }
  ort.env.wasm.numThreads = threads;
  if (wasmUrl !== undefined) ort.env.wasm.wasmPaths = absolute(wasmUrl);
  startedWith.set(ort, threads);
};

/** What to do where WebAssembly did not start, by what it said. */
export const webRemedy = (evidence: string): string => {
  if (/content security policy/i.test(evidence))
    return "Let the page's Content-Security-Policy compile WebAssembly: script-src 'self' 'wasm-unsafe-eval'.";
  if ((globalThis as { readonly location?: { readonly protocol: string } }).location?.protocol === "file:")
    return "Open the page from a server: one that was opened as a file may fetch nothing.";
  return "Bundlers that leave .wasm files where they are (esbuild, Bun) want node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm copied beside the bundle; where it is elsewhere, say so: configure({ wasmUrl }).";
};
