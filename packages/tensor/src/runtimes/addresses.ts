/** Where files are that run beside a bundle; what is not said here is where the bundler put it. */
export interface Addresses {
  /**
   * The folder (ending in `/`) that a browser fetches onnxruntime-web's `.mjs` and `.wasm` files from; without it they
   * are where the bundler put them. Read once, when the first graph runs.
   */
  readonly wasmUrl: string | undefined;
  /**
   * The script of workers, `@kaviar/tensor/worker` as the bundler made it; without it `tensor-worker.js` beside the bundle. In Node
   * it is an address from the bundle on, such as `./threads/tensor-worker.js`.
   */
  readonly workerUrl: string | undefined;
}

let addresses: Addresses = { wasmUrl: undefined, workerUrl: undefined };

/** Settings are told here, since the runtimes know nothing of them. */
export const setAddresses = ({ wasmUrl, workerUrl }: Addresses): void => {
  addresses = { wasmUrl, workerUrl };
};

export const currentAddresses = (): Addresses => addresses;

/** What of a page is needed to know what an address in it means; the types of browsers are not those of Node. */
interface Page {
  readonly document?: { readonly baseURI: string };
  readonly location?: { readonly href: string };
}

/** An address of a page as a worker of it can take it too, which would start from its own script. */
export const absolute = (url: string): string => {
  const { document, location } = globalThis as Page;
  const page = document?.baseURI ?? location?.href;
  return page === undefined ? url : new URL(url, page).href;
};

/**
 * An address from a module on (`import.meta.url`; scripts that are no modules have none). In these words, since bundlers take
 * `new URL("./a.js", import.meta.url)` for a file that they are to bring along.
 */
export const besideModule = (url: string, module: string | undefined): string =>
  module === undefined ? url : new URL(url, module).href;
