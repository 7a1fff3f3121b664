import { TensorError } from "../../errors/error.ts";
import { firstLine } from "../first-line.ts";
import type { Ort } from "../ort.ts";
import { isWeb } from "../web.ts";

interface Surroundings {
  readonly platform: string;
  readonly arch: string;
  readonly resolve: (name: string) => string;
  readonly load: (name: string) => unknown;
  readonly say: (line: string) => void;
}

/**
 * The first ONNX Runtime that is installed and loads. An install brings the package of its own platform; WebAssembly
 * stands in where no native build exists, and says so.
 */
export const chooseLibrary = ({ platform, arch, resolve, load, say }: Surroundings): Ort => {
  const broken: string[] = [];
  for (const name of candidates(platform, arch)) {
    try {
      if (!isInstalled(name, resolve)) continue;
      const library = load(name) as Ort;
      if (isWeb(library)) say(slowly(platform, arch, broken));
      return library;
    } catch (error) {
      broken.push(`${name} does not load: ${firstLine(error)}`);
    }
  }
  const evidence = [`ONNX Runtime is not installed for ${platform} ${arch}.`, ...broken].join("\n");
  throw new TensorError("device", evidence, { remedy: remedyFor(platform, arch) });
};

const candidates = (platform: string, arch: string): readonly string[] => [
  `@kaviar/onnxruntime-${platform}-${arch}`,
  // Which C library a Linux has is for the package manager to see: here it shows in what is installed, and loads.
  ...(platform === "linux" ? ["@kaviar/onnxruntime-linux-musl"] : []),
  "onnxruntime-node",
  // Of the machine the package was built on, from the built file beside: a package that was packed by hand has it.
  "../../onnxruntime/index.cjs",
  "@kaviar/onnxruntime-wasm",
  "onnxruntime-web",
];

const remedyFor = (
  platform: string,
  arch: string,
): string => `It comes with @kaviar/tensor where there is a native build, unless optional dependencies are left out.
WebAssembly runs the same graphs anywhere, three to four times slower: npm install @kaviar/onnxruntime-wasm
A bundle does not bring it: it is looked for from the bundle on, so keep @kaviar/onnxruntime-${platform}-${arch} in a node_modules beside the bundle or above.`;

const slowly = (platform: string, arch: string, broken: readonly string[]): string =>
  `kaviar: ${broken[0] ?? `there is no native ONNX Runtime for ${platform} ${arch}`}; graphs run on WebAssembly, three to four times slower.`;

/** Found apart from loading, since a library that lacks a part of its own fails with the same code. */
const isInstalled = (name: string, resolve: Surroundings["resolve"]): boolean => {
  try {
    resolve(name);
    return true;
  } catch (error) {
    // Node gives the path of a package that is there without the file it names.
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === "MODULE_NOT_FOUND" && path === undefined) return false;
    throw error;
  }
};
