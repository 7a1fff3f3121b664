import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runtimePackages } from "./runtimes.ts";
import { runtimeVersion } from "./stage-runtime.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly files: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

export interface WorkspacePackage {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The packages of the workspace that are published. */
export const publishedPackages = async (): Promise<readonly WorkspacePackage[]> => {
  const folders = (await readdir(join(root, "packages"))).map((name) => join(root, "packages", name));
  const read = async (folder: string): Promise<WorkspacePackage> => ({
    folder,
    manifest: JSON.parse(await readFile(join(folder, "package.json"), "utf8")),
  });
  return (await Promise.all(folders.map(read))).filter(({ manifest }) => !manifest.private);
};

/** Writes a package of the workspace into a folder, as it is published: with the licence, and the runtimes by platform. */
export const stageWorkspacePackage = async ({ folder: source, manifest }: WorkspacePackage, folder: string) => {
  await mkdir(folder, { recursive: true });
  const files = ["README.md", ...manifest.files.filter((file) => !file.startsWith("!"))];
  // Maps of declarations point at sources, which are not published; ONNX Runtime comes by platform.
  const filter = (file: string) => !/\.(d\.ts\.map|tsbuildinfo)$|[\\/]dist[\\/]onnxruntime$/.test(file);
  for (const file of new Set(files)) await cp(join(source, file), join(folder, file), { recursive: true, filter });
  await cp(join(root, "LICENSE"), join(folder, "LICENSE"));
  await writeFile(join(folder, "package.json"), `${JSON.stringify(await published(manifest), null, 2)}\n`);
};

/**
 * In the repository ONNX Runtime is a development dependency: an install there must not ask a registry for packages that
 * are made from the repository. Scripts are for packing in the repository.
 */
const published = async ({ devDependencies: _, scripts: __, ...manifest }: Manifest): Promise<Manifest> => {
  if (manifest.name !== "@kaviar/tensor") return manifest;
  const version = await runtimeVersion();
  const runtimes = Object.fromEntries(runtimePackages.map(({ name }) => [name, version]));
  return { ...manifest, optionalDependencies: { ...manifest.optionalDependencies, ...runtimes } };
};
