import { describe, expect, it } from "vitest";
import { importsOf, violations } from "./dependency-direction.ts";

/** The laws broken by files given as path → source. */
const broken = (files: Record<string, string>) =>
  violations(
    Object.entries(files).map(([path, source]) => ({ path, imports: importsOf(path, source) })),
    [],
  );

describe("imports", () => {
  it("are found in every form, and types are told from values", () => {
    const source = `
      import "./effect.ts";
      import a, { b } from "./value.ts";
      import type { C } from "./type.ts";
      import { type D } from "./inline-type.ts";
      export { e } from "./again.ts";
      export type { F } from "./again-type.ts";
      export * from "./all.ts";
      const later = import("./later.ts");
      const unknown = import(a);`;
    expect(Object.fromEntries(importsOf("x.ts", source).map(({ specifier, kind }) => [specifier, kind]))).toEqual({
      "./effect.ts": "value",
      "./value.ts": "value",
      "./type.ts": "type",
      "./inline-type.ts": "type",
      "./again.ts": "value",
      "./again-type.ts": "type",
      "./all.ts": "value",
      "./later.ts": "dynamic",
    });
  });
});

describe("a package", () => {
  it("may import packages above it", () => {
    expect(broken({ "packages/nn/src/a.ts": `import { grad } from "@kaviar/tensor"` })).toEqual([]);
    expect(broken({ "packages/kaviar/src/a.ts": `import * as ui from "@kaviar/ui"` })).toEqual([]);
  });

  it.each([
    ["tensor", "@kaviar/nn"],
    ["tune", "@kaviar/tensor"],
    ["nn", "@kaviar/tune"],
    ["tabular", "@kaviar/ui/lab"],
    ["cluster", "@kaviar/tune"],
    ["ui", "kaviar"],
  ])("may not look down or sideways: %s → %s", (home, specifier) => {
    const path = `packages/${home}/src/deep/a.ts`;
    expect(broken({ [path]: `import type { T } from "${specifier}"` })).toEqual([
      expect.stringContaining(`${path} imports ${specifier}: ${home} may import`),
    ]);
  });

  it("may not reach another package by a path, or itself by its name", () => {
    expect(broken({ "packages/nn/src/a.ts": `import "../../tensor/src/key.ts"` })).toHaveLength(1);
    expect(broken({ "packages/nn/src/a.ts": `import "@kaviar/nn"` })).toHaveLength(1);
    expect(broken({ "packages/nn/src/a.ts": `import "../package.json"` })).toHaveLength(1);
  });

  it("imports @kaviar/page only into what is bundled, which may use the package's sources", () => {
    const source = `import { h } from "@kaviar/page"`;
    expect(broken({ "packages/tune/src/a.ts": source })).toEqual([expect.stringContaining("is not published")]);
    expect(broken({ "packages/kaviar/src/a.ts": `import("@kaviar/page/bundle")` })).toHaveLength(1);
    expect(
      broken({ "packages/tune/page/sections/a.ts": `${source}; import "../b.ts"; import "../../src/c.ts"` }),
    ).toEqual([]);
    expect(broken({ "packages/tune/page/a.ts": `import "../../nn/src/b.ts"` })).toHaveLength(1);
    expect(broken({ "packages/tune/page/a.ts": `import "@kaviar/nn"` })).toHaveLength(1);
    expect(broken({ "packages/tune/src/a.ts": `import "../page/b.ts"` })).toHaveLength(1);
    expect(broken({ "packages/page/src/a.ts": `import "@kaviar/tune"` })).toHaveLength(1);
  });

  it("leaves echarts to the charts of page", () => {
    const source = `import { init } from "echarts/core"`;
    expect(broken({ "packages/page/src/charts/chart.ts": source })).toEqual([]);
    expect(broken({ "packages/page/src/section.ts": source })).toHaveLength(1);
    expect(broken({ "packages/tune/page/main.ts": source })).toHaveLength(1);
  });

  it("must be in the list", () => {
    expect(broken({ "packages/misc/src/a.ts": "" })).toHaveLength(1);
  });
});

describe("the walls inside tensor", () => {
  it("keep onnxruntime in runtimes", () => {
    const source = `import("onnxruntime-node")`;
    expect(broken({ "packages/tensor/src/runtimes/node.ts": source })).toEqual([]);
    expect(broken({ "packages/tensor/src/onnx/encode.ts": source })).toHaveLength(1);
    expect(broken({ "packages/nn/src/a.ts": source })).toHaveLength(1);
  });

  it("keep calculus out of onnx and runtimes", () => {
    expect(broken({ "packages/tensor/src/calculus/newton.ts": `import "../tensor.ts"` })).toEqual([]);
    expect(broken({ "packages/tensor/src/calculus/newton.ts": `import "../onnx/encode.ts"` })).toHaveLength(1);
    expect(
      broken({ "packages/tensor/src/calculus/newton.ts": `import type {} from "../runtimes/node.ts"` }),
    ).toHaveLength(1);
  });
});

describe("the walls inside nn", () => {
  it.each(["metrics", "splits"])("keep tensors out of %s", (room) => {
    expect(broken({ [`packages/nn/src/${room}/a.ts`]: `import type { Tensor } from "@kaviar/tensor"` })).toHaveLength(
      1,
    );
    expect(broken({ [`packages/nn/src/${room}/a.ts`]: `import { whole } from "@kaviar/base/check"` })).toEqual([]);
    expect(broken({ "packages/nn/src/losses/a.ts": `import { tensor } from "@kaviar/tensor"` })).toEqual([]);
  });
});

describe("import circles", () => {
  const at = (name: string) => `packages/tune/src/${name}.ts`;

  it("are reported with the way round", () => {
    expect(
      broken({
        [at("a")]: `import { b } from "./b.ts"`,
        [at("b")]: `export * from "./c.ts"`,
        [at("c")]: `import "./a.ts"`,
      }),
    ).toEqual([`import circle: ${at("a")} → ${at("b")} → ${at("c")} → ${at("a")}`]);
    expect(broken({ [at("a")]: `import "./a.ts"` })).toHaveLength(1);
  });

  it("may be closed by types and dynamic imports", () => {
    expect(broken({ [at("a")]: `import "./b.ts"`, [at("b")]: `import type { A } from "./a.ts"` })).toEqual([]);
    expect(broken({ [at("a")]: `import "./b.ts"`, [at("b")]: `const a = import("./a.ts")` })).toEqual([]);
  });

  it("are not seen in a diamond", () => {
    expect(
      broken({
        [at("a")]: `import "./b.ts"; import "./c.ts"`,
        [at("b")]: `import "./d.ts"`,
        [at("c")]: `import "./d.ts"`,
        [at("d")]: "",
      }),
    ).toEqual([]);
  });
});
