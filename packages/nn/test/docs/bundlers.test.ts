/** docs/bundlers.md, run: each of its commands on its own files, in a page of Chromium or in Node, to the same numbers. */
import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../../../scripts/documentation.ts";
import { serve, startBrowser } from "../../../tensor/test/runtimes/browser.ts";

const run = promisify(execFile);
const page = readFileSync(join(root, "docs/bundlers.md"), "utf8");
const example = join(root, "examples/bundlers");
const programs = [join(root, "node_modules/.bin"), join(example, "node_modules/.bin")];

/** Blocks of code behind a paragraph that begins with the name of their file. */
const files = [...page.matchAll(/^`([^`\s]+)`[^\n]*:\n\n```\w+\n(.*?)^```/gms)].map(([, name, text]) => ({
  name: name!,
  text: text!,
}));
const promised = /^```\n(here .*?)\n```/ms.exec(page)![1]!;
const promisedOfTables = /^```\n(.* wrong)\n```/m.exec(page)![1]!;
const policy = /^ +`(default-src [^`]+)`/m.exec(page)![1]!;
const commands = [...page.matchAll(/^```bash\n(npx .*?)\n```/gms)].map(([, code]) => code!);

const missingFor = (code: string): string[] =>
  [...code.matchAll(/^npx (\w+)/gm)]
    .map(([, name]) => name!)
    .filter((name) => !programs.some((folder) => existsSync(join(folder, name))));

const browser = await startBrowser();
if (typeof browser === "string") console.warn(`What is bundled for browsers is not opened: ${browser}`);
for (const code of commands) {
  const [missing] = missingFor(code);
  if (missing) console.warn(`skipped: ${code.split("\n")[0]} (npm install in examples/bundlers brings ${missing})`);
}

/** What an install brings for this machine, as the build leaves it. */
const runtime = {
  name: `@kaviar/onnxruntime-${process.platform}-${process.arch}`,
  built: join(root, "packages/tensor/dist/onnxruntime"),
};

/** Runs lines of a shell as they stand, but that what `npx` would look for is found here. */
const shell = async (code: string, cwd: string): Promise<string> => {
  const PATH = [...programs, process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { stdout } = await run("sh", ["-ec", code.replaceAll(/^npx /gm, "")], { cwd, env });
  return stdout;
};

/** What a page says in its console, in one go, if nothing fails before. */
const saidBy = async (url: string): Promise<string> => {
  if (typeof browser === "string") throw new Error(browser);
  const tab = await browser.newPage();
  try {
    return await new Promise<string>((resolve, reject) => {
      tab.on("pageerror", reject);
      tab.on("console", (message) => {
        if (message.type() === "log") resolve(message.text());
      });
      tab.goto(url).catch(reject);
    });
  } finally {
    await tab.close();
  }
};

afterAll(async () => {
  if (typeof browser !== "string") await browser.close();
});

it("the files of the page are those of the example", () => {
  expect(files.map(({ name }) => name)).toContain("src/learn.js");
  for (const { name, text } of files) expect(readFileSync(join(example, name), "utf8"), name).toBe(text);
});

describe("bundled", { timeout: 180_000 }, () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kaviar-bundlers-"));
    const own = ["src", "index.html", "page.html", "webpack.config.js", "webpack.tables.config.js", "package.json"];
    for (const each of own) await cp(join(example, each), join(folder, each), { recursive: true });
    await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  });
  afterAll(() => rm(folder, { recursive: true }));

  const runs = /\n(node |npx bun |\.\/)dist\/\S+$/;
  const bundled = commands.filter((code) => !code.startsWith("npx next"));

  it.for(bundled)("%s", async (code, { skip }) => {
    const [missing] = missingFor(code);
    if (missing) return skip(`npm install in examples/bundlers brings ${missing}`);
    await rm(join(folder, "dist"), { recursive: true, force: true });
    if (code.includes("--compile"))
      await cp(runtime.built, join(folder, "dist/node_modules", runtime.name), { recursive: true });
    const printed = await shell(code, folder);
    if (runs.test(code)) return expect(printed.trim().endsWith(promised), printed).toBe(true);
    if (typeof browser === "string") return skip(browser);
    const site = await serve({ "/": join(folder, "dist") }, { isolated: false, policy });
    expect(await saidBy(`${site.url}/index.html`).finally(site.stop)).toBe(
      code.includes("tables") ? promisedOfTables : promised,
    );
  });
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

describe("Next.js", { timeout: 300_000 }, () => {
  const builds = commands.filter((code) => code.startsWith("npx next"));

  it.for(builds)("%s: on the server and in the page", async (code, { skip }) => {
    const [missing] = missingFor(code);
    if (missing) return skip(`npm install in examples/bundlers brings ${missing}`);
    // In its place: Turbopack follows no links out of the folder that it takes for the project's.
    await rm(join(example, ".next"), { recursive: true, force: true });
    await shell(code, example);
    const port = await freePort();
    const server = spawn(join(programs[1]!, "next"), ["start", "-p", String(port)], { cwd: example, stdio: "ignore" });
    try {
      const url = `http://127.0.0.1:${port}`;
      await expect
        .poll(
          () =>
            fetch(url).then(
              ({ ok }) => ok,
              () => false,
            ),
          { timeout: 20_000 },
        )
        .toBe(true);
      expect(await (await fetch(`${url}/learn`)).text()).toBe(promised);
      if (typeof browser === "string") return skip(browser);
      const tab = await browser.newPage();
      await tab.goto(url);
      await tab.waitForFunction("document.querySelector('pre').textContent.includes('file')");
      expect(await tab.textContent("pre")).toBe(promised);
      await tab.close();
    } finally {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill();
      await ended;
      await rm(join(example, ".next"), { recursive: true, force: true });
    }
  });
});
