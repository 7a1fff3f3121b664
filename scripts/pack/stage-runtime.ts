import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { RuntimePackage } from "./runtimes.ts";

const require = createRequire(import.meta.url);
const installed = (name: string) => dirname(dirname(require.resolve(name)));
const licences = fileURLToPath(new URL("licences", import.meta.url));

/** The release of ONNX Runtime that is installed here, and whose number the packages have. */
export const runtimeVersion = async (): Promise<string> => {
  const { version } = JSON.parse(await readFile(join(installed("onnxruntime-node"), "package.json"), "utf8"));
  return version;
};

/** What a registry shows of a runtime package. */
export const runtimeManifest = ({ name, os, cpu, libc, about }: RuntimePackage, version: string) => ({
  name,
  version,
  description: `ONNX Runtime for ${about}: what @kaviar/tensor runs on.`,
  license: "MIT",
  type: "commonjs",
  main: "index.cjs",
  ...(os && { os: [os] }),
  ...(cpu && { cpu: [cpu] }),
  ...(libc && { libc: [libc] }),
  engines: { node: ">=20.19" },
  // Libraries are loaded from files: Yarn would leave them inside an archive.
  preferUnplugged: true,
});

/** Writes a runtime package into a folder: the libraries as they are, the JavaScript in one file, the licences. */
export const stageRuntime = async (runtime: RuntimePackage, folder: string): Promise<void> => {
  const version = await runtimeVersion();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), `${JSON.stringify(runtimeManifest(runtime, version), null, 2)}\n`);
  await writeFile(join(folder, "README.md"), readme(runtime, version));
  await copyLicences(version, folder);
  await (runtime.native ? stageNative(runtime, runtime.native, folder) : stageWasm(folder));
};

const copyLicences = async (version: string, folder: string): Promise<void> => {
  for (const file of ["LICENSE", "ThirdPartyNotices.txt"]) {
    const source = join(licences, `onnxruntime-${version}`, file);
    await copyFile(source, join(folder, file)).catch((cause) => {
      throw new Error(`${source} is missing: take it from the release v${version} of ONNX Runtime.`, { cause });
    });
  }
};

const stageNative = async ({ os, cpu }: RuntimePackage, files: readonly string[], folder: string): Promise<void> => {
  const root = installed("onnxruntime-node");
  for (const file of files) await copyFile(join(root, "bin/napi-v6", os!, cpu!, file), join(folder, file));
  const binding = /require\(`\.\.\/bin\/[^`]*onnxruntime_binding\.node`\)/;
  await bundle(join(root, "dist/index.js"), folder, [
    {
      name: "the binding lies beside",
      setup: (context) =>
        context.onLoad({ filter: /onnxruntime-node[\\/]dist[\\/]binding\.js$/ }, async ({ path }) => {
          const source = await readFile(path, "utf8");
          if (!binding.test(source)) throw new Error(`${path} loads its binding in another way than it did.`);
          return { contents: source.replace(binding, 'require("./onnxruntime_binding.node")') };
        }),
    },
  ]);
};

const stageWasm = async (folder: string): Promise<void> => {
  const dist = join(installed("onnxruntime-web"), "dist");
  const core = "ort-wasm-simd-threaded";
  for (const file of [`${core}.mjs`, `${core}.wasm`]) await copyFile(join(dist, file), join(folder, file));
  await bundle(join(dist, "ort.node.min.js"), folder, []);
};

const bundle = async (
  entry: string,
  folder: string,
  plugins: NonNullable<Parameters<typeof build>[0]["plugins"]>,
): Promise<void> => {
  await build({
    entryPoints: [entry],
    outfile: join(folder, "index.cjs"),
    bundle: true,
    platform: "node",
    target: "node20",
    external: ["*.node"],
    banner: { js: "// ONNX Runtime's JavaScript. Copyright (c) Microsoft Corporation, MIT License: see LICENSE." },
    logLevel: "warning",
    plugins,
  });
};

const readme = ({ name, native, about }: RuntimePackage, version: string): string => `# ${name}

[ONNX Runtime](https://onnxruntime.ai) ${version} for ${about}: what [\`@kaviar/tensor\`](https://www.npmjs.com/package/@kaviar/tensor)
runs on. It is installed with it, and has no API of its own.

The ${native ? "libraries are those of [`onnxruntime-node`](https://www.npmjs.com/package/onnxruntime-node)" : "WebAssembly is that of [`onnxruntime-web`](https://www.npmjs.com/package/onnxruntime-web)"}, unchanged.
MIT, © Microsoft Corporation: [LICENSE](LICENSE), [ThirdPartyNotices.txt](ThirdPartyNotices.txt).
`;
