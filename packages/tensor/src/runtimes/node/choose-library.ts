import { TensorError } from "../../errors/error.ts";
import type { Ort } from "../ort.ts";
import { isWeb } from "../web.ts";

interface Surroundings {
  readonly platform: string;
  readonly arch: string;
  readonly load: (name: string) => unknown;
  readonly say: (line: string) => void;
}

/**
 * The first ONNX Runtime that is installed and loads. An install brings the package of its own platform; WebAssembly
 * stands in where no native build exists, and says so.
 */
export const chooseLibrary = ({ platform, arch, load, say }: Surroundings): Ort => {
  const broken: string[] = [];
  for (const name of candidates(platform, arch)) {
    try {
      const library = load(name) as Ort;
      if (isWeb(library)) say(slowly(platform, arch, broken));
      return library;
    } catch (error) {
      if (!isAbsent(error, name)) broken.push(`${name} does not load: ${firstLine(error)}`);
    }
  }
  const evidence = [`ONNX Runtime is not installed for ${platform} ${arch}.`, ...broken].join("\n");
  throw new TensorError("device", evidence, { remedy: remedyFor(platform, arch, broken) });
};

const candidates = (platform: string, arch: string): readonly string[] => [
  `@kaviar/onnxruntime-${platform}-${arch}`,
  // Which C library a Linux has is for the package manager to see: here it shows in what is installed, and loads.
  ...(platform === "linux" ? ["@kaviar/onnxruntime-linux-musl"] : []),
  "onnxruntime-node",
  "@kaviar/onnxruntime-wasm",
  "onnxruntime-web",
];

/** Platforms with a package of their own. */
const packaged = ["linux-x64", "linux-arm64", "darwin-arm64", "darwin-x64", "win32-x64", "win32-arm64"];

const remedyFor = (platform: string, arch: string, broken: readonly string[]): string => {
  const own = `${platform}-${arch}`;
  return broken.length === 0 && packaged.includes(own)
    ? `It comes with @kaviar/tensor unless optional dependencies are left out: npm install @kaviar/onnxruntime-${own}`
    : "WebAssembly runs the same graphs, about three times slower: npm install @kaviar/onnxruntime-wasm";
};

const slowly = (platform: string, arch: string, broken: readonly string[]): string =>
  `kaviar: ${broken[0] ?? `there is no native ONNX Runtime for ${platform} ${arch}`}; graphs run on WebAssembly, about three times slower.`;

const isAbsent = (error: unknown, name: string): boolean =>
  error instanceof Error &&
  (error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND" &&
  error.message.includes(`'${name}'`);

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().split("\n")[0]!;
