/**
 * The tarballs of a release:
 *
 *     npm run pack [-- folder]          # release/
 *
 * `folder` gets the packages of the workspace and ONNX Runtime for this machine, so that `npm install folder/*.tgz` does
 * what `npm install kaviar` will do; `folder/elsewhere` ONNX Runtime for other platforms.
 */
import { spawnSync } from "node:child_process";
import { rm, stat } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { argv } from "node:process";
import { anywhere, runtimePackages, runtimesHere } from "./pack/runtimes.ts";
import { publishedPackages } from "./pack/stage-workspace.ts";
import { packRuntimes, packWorkspace } from "./pack/tarballs.ts";

const folder = resolve(argv[2] ?? "release");
const elsewhere = join(folder, "elsewhere");
await rm(folder, { recursive: true, force: true });

// Files of sources that were moved stay in `dist`, and would be packed.
for (const each of await publishedPackages()) await rm(join(each.folder, "dist"), { recursive: true, force: true });
const built = spawnSync("npm", ["run", "build"], { stdio: "inherit", shell: process.platform === "win32" });
if (built.status !== 0) throw new Error("The build failed.");

const here = runtimesHere();
const others = [...runtimePackages.filter((runtime) => !here.includes(runtime)), anywhere];
const tarballs = [
  ...(await packWorkspace(folder)),
  ...(await packRuntimes(here, folder)),
  ...(await packRuntimes(others, elsewhere)),
];
for (const { file } of tarballs) {
  const megabytes = (await stat(file)).size / 1e6;
  console.log(`${megabytes.toFixed(2).padStart(7)} MB  ${join(relative(folder, join(file, "..")), basename(file))}`);
}
