import { importOnnx, tensor } from "@kaviar/tensor";
import { model, node, value } from "@kaviar/tensor/conformance/models";
import { describe, expect, it } from "vitest";
import { translations } from "../../src/files/import/table.ts";
import { decode } from "../../src/onnx/decode.ts";
import { withAttribute, withInput } from "./import/changed.ts";
import { imported, type NodeCase } from "./import/node-case.ts";
import { read, readJson } from "./import/recorded.ts";

const cases = new TextDecoder()
  .decode(read("node-cases.jsonl"))
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as NodeCase);

const bytesOf = (model: string): Uint8Array => Uint8Array.from(Buffer.from(model, "base64"));
const operatorsOf = (model: string): readonly string[] => decode(bytesOf(model)).graph.nodes.map(({ op }) => op);
const changed = (each: NodeCase, change: (model: Uint8Array) => Uint8Array): NodeCase => ({
  ...each,
  model: Buffer.from(change(bytesOf(each.model))).toString("base64"),
});

describe("ONNX's own cases", () => {
  it.each(cases)("$name gives what the standard has", async (each) => {
    expect(await imported(each)).toEqual({ kind: "passed", why: "" });
  });

  it("are there for every operator that is imported", () => {
    const operators = ["operators.json", "more-operators.json"].flatMap(
      (file) => readJson<{ operators: { readonly model: string }[] }>(file).operators,
    );
    const seen = new Set([...operators, ...cases].flatMap(({ model }) => operatorsOf(model)));
    expect(Object.keys(translations).filter((op) => !seen.has(op))).toEqual([]);
  });
});

describe("what an operator is not known to do is refused", () => {
  it.each(cases)("an attribute that nobody has thought of: $name", async (each) => {
    const { kind, why } = await imported(changed(each, withAttribute("unheard_of")));
    expect(kind).toBe("refused");
    expect(why).toMatch(/its attribute "unheard_of" \(1\) is not known here\.$/);
  });

  // Those that take any number of inputs.
  const open = /^(Concat|Einsum|Max|Mean|Min|Sum|Loop|Scan)$/;
  it.each(cases.filter(({ model }) => !open.test(operatorsOf(model).at(-1)!)))(
    "an input more than there should be: $name",
    async (each) => {
      // A constant has no input that could be given twice.
      if (decode(bytesOf(each.model)).graph.nodes.at(-1)!.inputs.length === 0) return;
      const { kind, why } = await imported(changed(each, withInput));
      expect(kind).toBe("refused");
      // A number that decides a shape is none where it is also read as data.
      expect(why).toMatch(/its input \d+ is not known here\.$|depends on the data/);
    },
  );

  const file = (op: string, inputs: readonly string[], outputs: readonly string[], attributes = {}) =>
    model({
      inputs: inputs.map((name) => value(name, "float32", [2, 3])),
      outputs: outputs.map((name) => value(name, "float32", [2, 3])),
      nodes: [node(op, [...inputs], [...outputs], attributes)],
    });
  const run = (bytes: Uint8Array) => () => importOnnx(bytes).apply({}, tensor([[1, 2, 3]]).broadcastTo([2, 3]));

  it("an output that is read", () => {
    expect(run(file("Relu", ["x"], ["y", "z"]))).toThrow(/^Relu .* its output 1, "z", is not known here/);
  });

  it("an attribute of another kind", () => {
    expect(run(file("Softmax", ["x"], ["y"], { axis: "last" }))).toThrow(
      /^Softmax .* its attribute "axis" is "last", and should be an integer/,
    );
  });
});
