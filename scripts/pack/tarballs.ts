import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RuntimePackage } from "./runtimes.ts";
import { runtimeVersion, stageRuntime } from "./stage-runtime.ts";
import { publishedPackages, stageWorkspacePackage } from "./stage-workspace.ts";

const run = promisify(execFile);

/** A package as a tarball. */
export interface Tarball {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  /** Its package.json: what a registry shows of it. */
  readonly manifest: object;
}

/** Packs every published package of the workspace, as it was last built. */
export const packWorkspace = async (destination: string): Promise<readonly Tarball[]> => {
  const packages = await publishedPackages();
  return packAll(
    packages.map((each) => ({
      name: each.manifest.name,
      version: each.manifest.version,
      stage: (folder) => stageWorkspacePackage(each, folder),
    })),
    destination,
  );
};

export const packRuntimes = async (
  runtimes: readonly RuntimePackage[],
  destination: string,
): Promise<readonly Tarball[]> => {
  const version = await runtimeVersion();
  return packAll(
    runtimes.map((each) => ({ name: each.name, version, stage: (folder) => stageRuntime(each, folder) })),
    destination,
  );
};

interface Staged {
  readonly name: string;
  readonly version: string;
  readonly stage: (folder: string) => Promise<void>;
}

/** Each package is written into a folder of its own, from which npm packs it. */
const packAll = async (packages: readonly Staged[], destination: string): Promise<readonly Tarball[]> => {
  await mkdir(destination, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), "kaviar-pack-"));
  try {
    for (const { name, stage } of packages) await stage(join(scratch, name));
    const folders = packages.map(({ name }) => `./${name}`);
    await run("npm", ["pack", "--pack-destination", destination, ...folders], {
      cwd: scratch,
      shell: process.platform === "win32",
    });
    return await Promise.all(
      packages.map(async ({ name, version }) => ({
        name,
        version,
        file: join(destination, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`),
        manifest: JSON.parse(await readFile(join(scratch, name, "package.json"), "utf8")),
      })),
    );
  } finally {
    await rm(scratch, { recursive: true });
  }
};
