import { TensorError } from "@kaviar/tensor";
import { chooseLibrary } from "@kaviar/tensor/runtimes/node/choose-library";
import { describe, expect, it } from "vitest";

const native = { env: { versions: { common: "1.30.0", node: "1.30.0" } } };
const wasm = { env: { versions: { common: "1.30.0", web: "1.30.0" } } };

const absent = (name: string) =>
  Object.assign(new Error(`Cannot find module '${name}'\nRequire stack:`), { code: "MODULE_NOT_FOUND" });

/** What is chosen where these are installed; an installed error is thrown when its package is loaded. */
const choose = (platform: string, arch: string, installed: Readonly<Record<string, object>>, missing = absent) => {
  const said: string[] = [];
  const resolve = (name: string) => {
    if (!(name in installed)) throw missing(name);
    return name;
  };
  const load = (name: string) => {
    const found = installed[name];
    if (found instanceof Error) throw found;
    return found;
  };
  const library = chooseLibrary({ platform, arch, resolve, load, say: (line) => said.push(line) });
  return { library, said };
};

describe("the library in Node", () => {
  it("is the package of the platform, without a word", () => {
    const installed = { "@kaviar/onnxruntime-darwin-arm64": native, "onnxruntime-node": {}, "onnxruntime-web": wasm };
    expect(choose("darwin", "arm64", installed)).toEqual({ library: native, said: [] });
  });

  it("is onnxruntime-node where that alone is installed", () => {
    expect(choose("linux", "x64", { "onnxruntime-node": native })).toEqual({ library: native, said: [] });
  });

  it("is WebAssembly where nothing native exists, and says so in one line", () => {
    expect(choose("darwin", "x64", { "@kaviar/onnxruntime-darwin-x64": wasm })).toEqual({
      library: wasm,
      said: [
        "kaviar: there is no native ONNX Runtime for darwin x64; graphs run on WebAssembly, three to four times slower.",
      ],
    });
    for (const name of ["@kaviar/onnxruntime-wasm", "onnxruntime-web"]) {
      const { library, said } = choose("freebsd", "x64", { [name]: wasm });
      expect(library).toBe(wasm);
      expect(said).toHaveLength(1);
    }
  });

  it("is WebAssembly where the native build does not load, and says why", () => {
    const broken = new Error("Error loading shared library ld-linux-x86-64.so.2: No such file or directory");
    const installed = { "@kaviar/onnxruntime-linux-x64": broken, "@kaviar/onnxruntime-linux-musl": wasm };
    expect(choose("linux", "x64", installed)).toEqual({
      library: wasm,
      said: [
        "kaviar: @kaviar/onnxruntime-linux-x64 does not load: Error loading shared library ld-linux-x86-64.so.2: " +
          "No such file or directory; graphs run on WebAssembly, three to four times slower.",
      ],
    });
  });

  it("is an error where none is installed or loads, which names what runs anywhere", () => {
    const without = (platform: string, arch: string, installed = {}) => {
      try {
        return choose(platform, arch, installed);
      } catch (error) {
        expect(error).toBeInstanceOf(TensorError);
        return (error as TensorError).message;
      }
    };
    const remedyFor = (name: string) =>
      "It comes with @kaviar/tensor where there is a native build, unless optional dependencies are left out.\n" +
      "WebAssembly runs the same graphs anywhere, three to four times slower: npm install @kaviar/onnxruntime-wasm\n" +
      `A bundle does not bring it: it is looked for from the bundle on, so keep @kaviar/onnxruntime-${name} in a node_modules beside the bundle or above.`;
    expect(without("win32", "x64")).toBe(`ONNX Runtime is not installed for win32 x64.\n${remedyFor("win32-x64")}`);
    const broken = new Error("version `GLIBC_2.28' not found");
    expect(without("linux", "x64", { "@kaviar/onnxruntime-linux-x64": broken })).toBe(
      "ONNX Runtime is not installed for linux x64.\n" +
        `@kaviar/onnxruntime-linux-x64 does not load: version \`GLIBC_2.28' not found\n${remedyFor("linux-x64")}`,
    );
  });

  it("tells a package that lacks a part from one that is not there", () => {
    const halved = absent("./onnxruntime_binding.node");
    const { said } = choose("linux", "x64", { "@kaviar/onnxruntime-linux-x64": halved, "onnxruntime-web": wasm });
    expect(said[0]).toContain("@kaviar/onnxruntime-linux-x64 does not load: Cannot find module");
  });

  it("knows what is not installed by its code, in the words of Yarn too", () => {
    const undeclared = (name: string) =>
      Object.assign(new Error(`Your application tried to access ${name}, but it isn't declared in your dependencies`), {
        code: "MODULE_NOT_FOUND",
        pnpCode: "UNDECLARED_DEPENDENCY",
      });
    const { said } = choose("linux", "x64", { "@kaviar/onnxruntime-wasm": wasm }, undeclared);
    expect(said[0]).toContain("there is no native ONNX Runtime for linux x64");
  });

  it("says of a package without the file it names that it does not load", () => {
    const emptied = (name: string) =>
      Object.assign(absent(name), name === "@kaviar/onnxruntime-linux-x64" && { path: "/there/package.json" });
    const { said } = choose("linux", "x64", { "onnxruntime-web": wasm }, emptied);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("@kaviar/onnxruntime-linux-x64 does not load: Cannot find module");
  });
});
