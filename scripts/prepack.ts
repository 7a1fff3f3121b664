/**
 * What npm runs in the folder of a package before it packs it by itself. Without a build the tarball would hold nothing,
 * and install without an error; published, it would bring the ONNX Runtime of this machine to everybody.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { env, exit, platform } from "node:process";
import { fileURLToPath } from "node:url";

interface Manifest {
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

if (env.npm_command === "publish") {
  console.error("What is published is what `npm run pack` makes: npm publish release/<package>.tgz");
  exit(1);
}

const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const built = Object.values(exports).flatMap((entry) => Object.values(entry));
// A build that is there may be in use, and is not made again.
if (!built.every((file) => existsSync(file))) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const build = spawnSync("npm", ["run", "build"], { cwd: root, stdio: "inherit", shell: platform === "win32" });
  exit(build.status ?? 1);
}
