// Packages only the peers need, installed when a peer first asks for them and kept out of the repository.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Installs `packages` ("name@version") into bench/.peers/<peer> and returns an `import` and a `resolve` that look there. */
export function packagesOf(peer, packages) {
  const cache = new URL("../.peers/", import.meta.url);
  const folder = new URL(`${peer}/`, cache);
  const marker = new URL("installed", folder);
  if (!existsSync(marker)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL(".gitignore", cache), "*\n");
    writeFileSync(new URL("package.json", folder), '{ "private": true }\n');
    const { status } = spawnSync("npm", ["install", "--no-save", "--ignore-scripts", ...packages], {
      cwd: fileURLToPath(folder),
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    });
    if (status !== 0) throw new Error(`npm could not install ${packages.join(", ")} (exit status ${status}).`);
    writeFileSync(marker, packages.join("\n"));
  }
  const { resolve } = createRequire(new URL("package.json", folder));
  return { resolve, import: (name) => import(pathToFileURL(resolve(name)).href) };
}
