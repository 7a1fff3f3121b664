import { describe, expect, it } from "vitest";
import { after, braces, call, dataCode, importLine, layout, list } from "../../src/code/index.ts";

describe("code in lines", () => {
  it("stays in one where it fits, what stands behind it counted", () => {
    const code = call("fit", "model", braces(["x", "y"]));
    const line = "fit(model, { x, y });";
    expect(layout(code, { end: ";", width: line.length })).toBe(line);
    expect(layout(code, { end: ";", width: line.length - 1 })).toBe("fit(\n  model,\n  { x, y },\n);");
  });

  it("breaks inside of the brackets of an only argument, and no deeper than it has to", () => {
    expect(layout(call("f", list(["one", call("two", "three")])), { width: 14 })).toBe(
      "f([\n  one,\n  two(three),\n])",
    );
    expect(layout(after("const x = ", call("f")), { width: 1 })).toBe("const x = f()");
  });

  it("has imports of many names in lines as well", () => {
    const names = Array.from({ length: 30 }, (_, i) => `name${i}`);
    expect(importLine(names.slice(0, 2), "here")).toBe('import { name0, name1 } from "here";');
    expect(importLine(names, "here")).toMatch(/^import \{\n {2}name0,\n[\s\S]*\n\} from "here";$/);
  });

  it("says data so that they come out again, whatever they are called", () => {
    const data = {
      plain: [1, -0.5, "two\n", true, null],
      "with blanks": { deep: [[]] },
      ["__proto__"]: 1,
      zero: -0,
      none: {},
    };
    expect(new Function(`return ${layout(dataCode(data), { width: 10 })};`)()).toEqual(data);
    expect(layout(dataCode({ kept: Float32Array.of(1, 2), gone: undefined }))).toBe("{ kept: [1, 2] }");
  });
});
