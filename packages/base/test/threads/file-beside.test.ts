import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { fileBeside } from "../../src/threads/index.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-beside-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => pathToFileURL(join(folder, name)).href;
const file = { name: "tensor-worker", entry: "@kaviar/tensor/worker" };

describe("a file beside a bundle", () => {
  it.each(["js", "mjs", "cjs"])("has its ending: %s", (ending) => {
    writeFileSync(join(folder, `tensor-worker.${ending}`), "");
    expect(fileBeside(file, at(`main.${ending}`)).href).toBe(at(`tensor-worker.${ending}`));
  });

  it("is where it was said to be, from the bundle on", () => {
    writeFileSync(join(folder, "elsewhere.js"), "");
    expect(fileBeside({ ...file, at: "./elsewhere.js" }, at("main.mjs")).href).toBe(at("elsewhere.js"));
    expect(() => fileBeside({ ...file, at: "./nowhere.js" }, at("main.mjs"))).toThrow(/there is no .*nowhere\.js\./);
  });

  it("that is not there is an error, which says how it is made", () => {
    const absent = { ...file, name: "absent" };
    expect(() => fileBeside(absent, at("main.js"))).toThrow(
      /there is no .*absent\.js\.\n.*one more entry point \(esbuild absent=@kaviar\/tensor\/worker\).*--external:@kaviar/,
    );
    const whole = /there is no .*absent\.js\.\nWhere the package is in a bundle, leave the packages out of it/;
    expect(() => fileBeside({ name: "absent" }, at("main.js"))).toThrow(whole);
  });
});
