/** TypeScript of a user, run by Node in a process of its own, against the built packages. */
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build, type Plugin } from "esbuild";

const run = promisify(execFile);

/** Modules that a script takes in go on finding what lies beside them. */
const inPlace = (entry: string): Plugin => ({
  name: "in place",
  setup: (build) =>
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (path === entry) return undefined;
      const text = await readFile(path, "utf8");
      return { loader: "ts", contents: text.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)) };
    }),
});

/** What a script prints; it runs in a folder of its own that has copies of some files, and may write files there. */
export const runScript = async (
  file: string,
  files: readonly string[] = [],
): Promise<{ readonly stdout: string; readonly stderr: string }> => {
  const cwd = await mkdtemp(join(tmpdir(), "kaviar-"));
  // Compiled beside it: a loader of TypeScript in each process takes longer than most scripts.
  const script = file.replace(/(\.generated)?\.ts$/, ".generated.mjs");
  try {
    for (const each of files) await copyFile(each, join(cwd, basename(each)));
    const plugins = [inPlace(file)];
    await build({ entryPoints: [file], outfile: script, bundle: true, packages: "external", format: "esm", plugins });
    return await run(process.execPath, [script], { cwd });
  } finally {
    await rm(script, { force: true });
    await rm(cwd, { recursive: true });
  }
};
