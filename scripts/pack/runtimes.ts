/** Every package that carries ONNX Runtime for a platform; @kaviar/tensor lists them as optional dependencies. */
export interface RuntimePackage {
  readonly name: string;
  readonly os?: string;
  readonly cpu?: string;
  readonly libc?: "glibc" | "musl";
  /** Of the files in onnxruntime-node for this platform; none: WebAssembly, from onnxruntime-web. */
  readonly native?: readonly string[];
  readonly about: string;
}

/**
 * What a native package has beside ONNX Runtime's binding for Node. On Windows DirectML.dll, dxcompiler.dll and dxil.dll
 * are left out: ONNX Runtime asks for them only to use DirectML, and to compile WebGPU's shaders with another compiler
 * than the system's. On macOS the library is there twice, under two names.
 */
const library = { linux: "libonnxruntime.so.1", darwin: "libonnxruntime.1.dylib", win32: "onnxruntime.dll" };

const native = (os: keyof typeof library, cpu: string, about: string): RuntimePackage => ({
  name: `@kaviar/onnxruntime-${os}-${cpu}`,
  os,
  cpu,
  ...(os === "linux" ? { libc: "glibc" as const } : {}),
  native: ["onnxruntime_binding.node", library[os]],
  about,
});

export const runtimePackages: readonly RuntimePackage[] = [
  native("linux", "x64", "Linux on x64 (glibc)"),
  native("linux", "arm64", "Linux on arm64 (glibc)"),
  native("darwin", "arm64", "macOS on Apple silicon"),
  native("win32", "x64", "Windows on x64"),
  native("win32", "arm64", "Windows on arm64"),
  // There is no native build for these, so that WebAssembly is what an install brings.
  { name: "@kaviar/onnxruntime-linux-musl", os: "linux", libc: "musl", about: "Linux with musl, such as Alpine" },
  { name: "@kaviar/onnxruntime-darwin-x64", os: "darwin", cpu: "x64", about: "macOS on Intel" },
];

/** For everywhere else; installed by name. */
export const anywhere: RuntimePackage = { name: "@kaviar/onnxruntime-wasm", about: "any platform" };

/** The packages that a package manager installs on this machine. */
export const runtimesHere = (): readonly RuntimePackage[] =>
  runtimePackages.filter(
    ({ os, cpu, libc }) =>
      (os ?? process.platform) === process.platform &&
      (cpu ?? process.arch) === process.arch &&
      (process.platform !== "linux" || libc === libcHere()),
  );

const libcHere = (): "glibc" | "musl" => {
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime === undefined ? "musl" : "glibc";
};
