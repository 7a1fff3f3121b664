/**
 * The kernels of `packages/tabular/kernels`, compiled from AssemblyScript to WebAssembly and written as a module that
 * holds their bytes. A new one is a file in that folder, and nothing here: its name is the key it stands under. Its parts,
 * where it has some, are in a folder of its name.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import asc from "assemblyscript/asc";

const folder = "packages/tabular/kernels";
const cache = "node_modules/.cache/kernels";

const settings = ["--importMemory", "--runtime", "stub", "-O3", "--noAssert", "--zeroFilledMemory", "--enable", "simd"];

/** Memory comes from outside; the shared kind has to say how large it may become: as large as any can. */
const memories = {
  own: [],
  shared: ["--sharedMemory", "--maximumMemory", "65536", "--enable", "threads"],
} as const;

/** A file, and those that it imports or exports from. */
const sourceOf = (file: string): string => {
  const source = readFileSync(`${folder}/${file}`, "utf8");
  const named = [...source.matchAll(/^(?:import|export) [^;]* from "(\..+)";$/gm)].map(([, path]) => path!);
  return [source, ...named.map((path) => sourceOf(join(dirname(file), `${path}.ts`)))].join("\n");
};

/** A second or two for each, so that what has not changed is taken from the last time. */
const compile = async (file: string, memory: readonly string[]): Promise<string> => {
  const flags = [...settings, ...memory];
  const key = createHash("sha256").update(sourceOf(file)).update(flags.join(" ")).update(asc.version).digest("hex");
  const kept = `${cache}/${key}`;
  if (existsSync(kept)) return readFileSync(kept, "utf8");
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main([file, "--baseDir", folder, "--outFile", "kernel.wasm", ...flags], {
    writeFile: (_name, contents) => {
      if (typeof contents !== "string") bytes = contents;
    },
  });
  if (error || !bytes) throw new Error(`The kernel ${file} does not compile:\n${stderr.toString()}`);
  const text = Buffer.from(bytes).toString("base64");
  mkdirSync(cache, { recursive: true });
  writeFileSync(kept, text);
  return text;
};

/** Writes `dist/kernels.js` of the package: `modules.boosting.own`, `modules.boosting.shared`, and so for each file. */
export const compileKernels = async (): Promise<void> => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
  const modules: Record<string, Record<keyof typeof memories, string>> = {};
  for (const file of files.sort()) {
    const own = await compile(file, memories.own);
    modules[file.replace(/\.ts$/, "")] = { own, shared: await compile(file, memories.shared) };
  }
  writeFileSync("packages/tabular/dist/kernels.js", `export const modules = ${JSON.stringify(modules)};\n`);
};
