/**
 * What a user goes through: the packages of this checkout, packed, in an empty folder, with nothing reachable but a
 * registry, no flags, and no configuration.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anywhere, runtimePackages, runtimesHere } from "../pack/runtimes.ts";
import { runtimeManifest, runtimeVersion } from "../pack/stage-runtime.ts";
import { publishedPackages } from "../pack/stage-workspace.ts";
import { packRuntimes, packWorkspace, type Tarball } from "../pack/tarballs.ts";
import { type Manager, npm, others } from "./managers.ts";
import { type Registry, serveRegistry } from "./registry.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);
const shell = process.platform === "win32";

const upstream = `${(await run("npm", ["config", "get", "registry"], { cwd: root, shell })).stdout.trim().replace(/\/$/, "")}/`;
const reachable = await fetch(new URL("jiti", upstream)).then(
  ({ ok }) => ok,
  () => false,
);
if (!reachable) console.warn("skipped: installs cannot be tried while the registry does not answer");

/** What `train.mjs` prints. */
const learned = "0 1 1 0\ntrue\n";

/** Kept between runs of the tests. */
const tools = join(root, "node_modules/.cache/package-managers");

describe.skipIf(!reachable)("an install of the packed packages", { timeout: 120_000 }, () => {
  let scratch: string;
  let registry: Registry;
  let tarballs: readonly Tarball[];

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), "kaviar-install-"));
    const here = runtimesHere();
    tarballs = [...(await packWorkspace(scratch)), ...(await packRuntimes(here, scratch))];
    const wasm = await packRuntimes([anywhere], scratch);
    const version = await runtimeVersion();
    const elsewhere = runtimePackages
      .filter((runtime) => !here.includes(runtime))
      .map((runtime) => ({ name: runtime.name, version, manifest: runtimeManifest(runtime, version) }));
    registry = await serveRegistry([...tarballs, ...wasm, ...elsewhere], upstream);
    await mkdir(tools, { recursive: true });
    const carriers = others.map(({ carrier }) => [carrier!.name, carrier!.range]);
    await writeFile(
      join(tools, "package.json"),
      JSON.stringify({ optionalDependencies: Object.fromEntries(carriers) }),
    );
    await command(npm, ["install"], tools, { npm_config_ignore_scripts: "true", npm_config_package_lock: "false" });
  }, 120_000);

  afterAll(async () => {
    registry.close();
    await rm(scratch, { recursive: true, force: true });
    // Some hundred thousand files are gone in seconds only where nothing else works on the disk.
  }, 120_000);

  /** Runs a package manager as a user without any configuration. */
  const command = ({ carrier, settings }: Manager, args: readonly string[], cwd: string, more = {}) => {
    const program = carrier ? join(tools, "node_modules", carrier.name, carrier.program) : "npm";
    const [file, first] = /\.c?js$/.test(program) ? [process.execPath, [program]] : [program, []];
    const nowhere = { npm_config_globalconfig: join(scratch, "no-npmrc") };
    const { PATH, SystemRoot } = process.env;
    const env = { PATH, SystemRoot, HOME: scratch, USERPROFILE: scratch, LOCALAPPDATA: scratch, ...nowhere };
    return run(file, [...first, ...args], { cwd, shell, env: { ...env, ...settings(registry.url), ...more } }).catch(
      ({ message, stdout, stderr }) => {
        throw new Error([message, stdout, stderr].join("\n"));
      },
    );
  };

  const emptyFolder = async (): Promise<string> => {
    const folder = await mkdtemp(join(scratch, "empty-"));
    for (const script of ["train.mjs", "tune.mjs", "dashboard.mjs", "objective.ts"])
      await copyFile(join(root, "scripts/install", script), join(folder, script));
    return folder;
  };

  const node = async (script: string, cwd: string): Promise<string> => {
    const { stdout, stderr } = await run(process.execPath, [script], { cwd, env: { HOME: scratch } });
    return stdout + stderr;
  };

  /** What npm has put into a folder: the paths of packages. */
  const packagesIn = async (folder: string): Promise<readonly string[]> => {
    const { stdout } = await command(npm, ["ls", "--all", "--parseable"], folder);
    return stdout
      .trim()
      .split("\n")
      .slice(1)
      .map((path) => path.slice(folder.length + "/node_modules/".length).replaceAll("\\", "/"));
  };

  const ours = () => tarballs.map(({ name }) => name);
  /** libsql brings its binaries by platform, for both C libraries of Linux. */
  const withoutBinaries = (names: readonly string[]) => names.filter((name) => !name.startsWith("@libsql/")).sort();
  const tuning = ["@neon-rs/load", "detect-libc", "jiti", "libsql", "postgres"];
  const needed = [...tuning, "yaml"];

  it("through npm brings what is needed, runs no script, and trains", async () => {
    const folder = await emptyFolder();
    registry.fetched.clear();
    const { stderr } = await command(npm, ["install", "kaviar"], folder);
    expect(stderr).not.toMatch(/warn|error/i);
    expect(withoutBinaries(await packagesIn(folder))).toEqual([...ours(), ...needed].sort());
    expect(withoutBinaries([...registry.fetched])).toEqual([...ours(), ...needed].sort());
    expect(await scriptsIn(folder)).toEqual([]);
    expect(await megabytes(join(folder, "node_modules"))).toBeLessThan(96);
    expect(await node("train.mjs", folder)).toBe(learned);
  });

  it("through npm with scripts forbidden trains too, has its command line, and is typed", async () => {
    const folder = await emptyFolder();
    await command(npm, ["install", "kaviar"], folder, { npm_config_ignore_scripts: "true" });
    expect(await node("train.mjs", folder)).toBe(learned);
    const call = ["kaviar", "tune", "objective.ts", "--trials", "3", "--workers", "1"];
    expect((await command(npm, ["exec", "--", ...call], folder)).stdout).toContain(
      "objective has 3 trials: 3 complete.",
    );
    expect(await typeErrorsOf(tarballs, folder)).toBe("");
    expect(await node("dashboard.mjs", folder)).toBe(
      "1 study, its page has a script and styles\nby a thread the importance of x\nlaboratory 200 200 200 200 200\n",
    );
  });

  it("of tarballs, without a registry that knows them", async () => {
    const folder = await emptyFolder();
    const plain = await serveRegistry([], upstream);
    const files = tarballs.map(({ file }) => file);
    await command(npm, ["install", ...files], folder, { npm_config_registry: plain.url });
    plain.close();
    expect(await node("train.mjs", folder)).toBe(learned);
  });

  it("of tarballs that npm packs by itself has the runtime of this machine in them", async () => {
    const folder = await emptyFolder();
    // The one with a runtime in it, and what begins a program; the others have the same files as those of the registry.
    const named = (await publishedPackages()).filter(({ manifest: { name } }) =>
      ["@kaviar/tensor", "kaviar"].includes(name),
    );
    const packages = named.map(({ folder }) => folder);
    await run("npm", ["pack", "--pack-destination", folder, ...packages], { cwd: root, shell });
    const files = (await readdir(folder)).filter((file) => file.endsWith(".tgz")).map((file) => `./${file}`);
    registry.fetched.clear();
    await command(npm, ["install", ...files], folder);
    expect([...registry.fetched].filter((fetched) => /tensor|onnxruntime|^kaviar$/.test(fetched))).toEqual([]);
    expect(await node("train.mjs", folder)).toBe(learned);
  });

  it("of @kaviar/tune brings no ONNX Runtime, and tunes in a file", async () => {
    const folder = await emptyFolder();
    await command(npm, ["install", "@kaviar/tune"], folder);
    expect(withoutBinaries(await packagesIn(folder))).toEqual(["@kaviar/base", "@kaviar/tune", ...tuning].sort());
    expect(await node("tune.mjs", folder)).toBe("40 true\n");
  });

  it("where nothing native is there names the WebAssembly, and with it trains and says so", async () => {
    const folder = await emptyFolder();
    await command(npm, ["install", "kaviar"], folder, { npm_config_omit: "optional" });
    await expect(node("train.mjs", folder)).rejects.toThrow(`npm install ${anywhere.name}`);
    await command(npm, ["install", anywhere.name], folder, { npm_config_omit: "optional" });
    expect(await node("train.mjs", folder)).toBe(
      `${learned}kaviar: there is no native ONNX Runtime for ${process.platform} ${process.arch}; ` +
        "graphs run on WebAssembly, three to four times slower.\n",
    );
  });

  it.each(others)("through $name trains", async (manager) => {
    const { name, carrier, add, run: how } = manager;
    if (!existsSync(join(tools, "node_modules", carrier!.name))) {
      console.warn(`skipped: the registry has no ${carrier!.name} for this machine`);
      return;
    }
    const folder = await emptyFolder();
    await writeFile(join(folder, "package.json"), "{}");
    registry.fetched.clear();
    await command(manager, [...add, "kaviar"], folder);
    const runtimes = [...registry.fetched].filter((fetched) => fetched.startsWith("@kaviar/onnxruntime-"));
    expect(runtimes, name).toEqual(runtimesHere().map((runtime) => runtime.name));
    const printed =
      how === "node" ? await node("train.mjs", folder) : (await command(manager, ["node", "train.mjs"], folder)).stdout;
    expect(printed).toBe(learned);
  });
});

/** What the type checker has against the types of packages, those of other packages in them included. */
const typeErrorsOf = async (packages: readonly Tarball[], folder: string): Promise<string> => {
  const entries = packages.flatMap(({ name, manifest }) =>
    Object.keys("exports" in manifest ? (manifest.exports as object) : {}).map((entry) => entry.replace(".", name)),
  );
  await writeFile(join(folder, "use.ts"), entries.map((entry, i) => `export * as p${i} from "${entry}";\n`).join(""));
  const typeRoots = join(root, "node_modules/@types");
  const flags = ["--strict", "--noEmit", "--skipLibCheck", "false", "--module", "nodenext", "--target", "es2023"];
  const args = [
    join(root, "node_modules/typescript/bin/tsc"),
    ...flags,
    "--typeRoots",
    typeRoots,
    "--types",
    "node",
    "use.ts",
  ];
  return run(process.execPath, args, { cwd: folder }).then(
    ({ stdout }) => stdout,
    ({ stdout }) => stdout,
  );
};

/** The packages with a script that an install would run. */
const scriptsIn = async (folder: string): Promise<readonly string[]> => {
  const { default: lock } = await import(join(folder, "package-lock.json"), { with: { type: "json" } });
  return Object.entries(lock.packages as Record<string, { hasInstallScript?: boolean }>)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path);
};

const megabytes = async (folder: string): Promise<number> => {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.isFile())
    .map(async (file) => (await stat(join(file.parentPath, file.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1e6;
};
