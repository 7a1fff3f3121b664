import {
  compile,
  type DType,
  grad,
  importOnnx,
  key,
  normal,
  openOnnx,
  type Tensor,
  type Tensors,
  tensor,
  valueAndGrad,
  vmap,
} from "@kaviar/tensor";
import { model, node, value } from "@kaviar/tensor/conformance/models";
import { describe, expect, it } from "vitest";
import { expectClose } from "../close.ts";
import { withAttribute, withInput } from "./import/changed.ts";
import { mapValues, type Recorded, read, readJson, tensorOf } from "./import/recorded.ts";

type AnyTensor = Tensor<DType>;

const numbers = async (x: AnyTensor): Promise<number[]> => Array.from((await x.data()) as Float32Array, Number);
const isFloat = ({ dtype }: AnyTensor): boolean => dtype === "float32";

/** cos 0, cos 1, …: what results are multiplied with to make one number of them. */
const weigh = (x: AnyTensor): AnyTensor =>
  x
    .mul(
      tensor(
        Array.from({ length: x.size }, (_, i) => Math.cos(i)),
        { dtype: x.dtype, shape: x.shape },
      ),
    )
    .sum();

describe("networks from PyTorch's exporter", () => {
  interface Network {
    readonly x: Recorded;
    readonly y: Recorded;
    readonly dx: Recorded;
    readonly gradients: Readonly<Record<string, Recorded>>;
  }
  const networks = readJson<{ models: Record<string, Network> }>("models.json").models;

  it.each(Object.keys(networks))("%s: values and gradients are PyTorch's", async (name) => {
    const { parameters, inputs, outputs, apply } = importOnnx(read(`${name}.onnx`));
    expect(inputs[0]!.shape![0]).toBe("batch");
    expect(outputs.map((each) => each.name)).toEqual(["y"]);
    const network = networks[name]!;
    const x = tensorOf(network.x);
    const score = compile((own: Tensors, x: AnyTensor) => {
      const { y } = apply(own, x);
      return { y: y!, gradients: grad(([own, x]: [Tensors, AnyTensor]) => weigh(apply(own, { x }).y!))([own, x]) };
    });
    const { y, gradients } = score(parameters, x);
    expectClose(await numbers(y), await numbers(tensorOf(network.y)), 1e-5);
    expectClose(await numbers(gradients[1]), await numbers(tensorOf(network.dx)), 1e-4);
    for (const [parameter, expected] of Object.entries(network.gradients)) {
      // The exporter gives the weights of a PReLU the axes of what they are multiplied with.
      expectClose(await numbers(gradients[0][parameter]!), await numbers(tensorOf(expected)), 1e-4);
    }
  });

  it("trains on", async () => {
    const { parameters, apply } = importOnnx(read("perceptron-17.onnx"));
    const x = tensorOf(networks["perceptron-17"]!.x);
    const loss = (own: Tensors) => apply(own, x).y!.slice(null, [0, 1]).log().mean().neg();
    const step = compile((own: Tensors) => {
      const [value, slope] = valueAndGrad(loss)(own);
      return [
        Object.fromEntries(Object.entries(own).map(([name, p]) => [name, p.sub(slope[name]!.mul(0.1))])),
        value,
      ] as [Tensors, AnyTensor];
    });
    let own: Tensors = parameters;
    const losses: number[] = [];
    for (let i = 0; i < 30; i++) {
      const [next, value] = step(own);
      own = next;
      losses.push(Number(await value.item()));
    }
    expect(losses[29]).toBeLessThan(losses[0]! / 5);
  });

  it("runs as openOnnx runs it", async () => {
    const bytes = read("classifier-18.onnx");
    const file = await openOnnx(bytes);
    const x = tensorOf(networks["classifier-18"]!.x);
    const { parameters, apply } = importOnnx(bytes);
    expectClose(await numbers(apply(parameters, x).y!), await numbers((await file.run({ x })).y!), 1e-5);
    const examples = x.reshape([2, 1, 2, 8, 8]);
    const each = vmap((x: AnyTensor) => apply(parameters, x).y!)(examples);
    expectClose(await numbers(each), await numbers(apply(parameters, x).y!), 1e-5);
    await file.release();
  });
});

interface Case {
  readonly name: string;
  readonly model: string;
  readonly inputs: Readonly<Record<string, Recorded>>;
  readonly outputs: Readonly<Record<string, Recorded>>;
}

describe("blocks of networks, from both exporters of PyTorch", () => {
  interface Block {
    readonly name: string;
    readonly model: string;
    readonly x: Recorded;
    readonly y: Recorded;
  }
  const { blocks } = readJson<{ blocks: Block[] }>("blocks.json");

  it.each(blocks)("$name: gives what ONNX Runtime gives, and has finite slopes", async ({ model, x, y: expected }) => {
    const { parameters, apply } = importOnnx(Buffer.from(model, "base64"));
    const given = tensorOf(x);
    const score = compile((own: Tensors, x: AnyTensor) => {
      const slopes = grad(([own, x]: [Tensors, AnyTensor]) => weigh(apply(own, { x }).y!))([own, x]);
      return { y: apply(own, x).y!, slopes };
    });
    const { y, slopes } = score(parameters, given);
    expect(y.shape).toEqual(expected.shape);
    expectClose(await numbers(y), await numbers(tensorOf(expected)), 1e-4);
    for (const slope of [...Object.values(slopes[0]), slopes[1]])
      expect((await numbers(slope)).every(Number.isFinite)).toBe(true);
  });
});

const operators = ["operators.json", "more-operators.json"].flatMap(
  (file) => readJson<{ operators: Case[] }>(file).operators,
);

describe("weights that a file has as operators without inputs", () => {
  const stored = (name: string, shape: readonly number[], numbers: readonly number[]) => ({
    ...node("Constant", [], [name]),
    attributes: {
      value: { tensor: { name: "", dtype: "float32" as const, shape, elements: Float32Array.from(numbers) } },
    },
  });

  it("are parameters, and single numbers are not", async () => {
    const bytes = model({
      inputs: [value("x", "float32", [1, 2])],
      outputs: [value("y", "float32", [1, 3])],
      nodes: [
        stored("w", [2, 3], [1, 2, 3, 4, 5, 6]),
        stored("half", [], [0.5]),
        node("MatMul", ["x", "w"], ["product"]),
        node("Mul", ["product", "half"], ["y"]),
      ],
    });
    const { parameters, apply } = importOnnx(bytes);
    expect(Object.keys(parameters)).toEqual(["w"]);
    const x = tensor([[2, 3]]);
    expect(await numbers(apply(parameters, x).y!)).toEqual([7, 9.5, 12]);
    expect(await numbers(apply({ w: parameters.w!.mul(2) }, x).y!)).toEqual([14, 19, 24]);
    const slope = grad((own: Tensors) => apply(own, x).y!.sum())(parameters);
    expect(await numbers(slope.w!)).toEqual([1, 1, 1, 1.5, 1.5, 1.5]);
  });

  it("are none where a length is computed from them, which is rounded as the runtime rounds it", async () => {
    const bytes = model({
      inputs: [value("x", "float32", [10])],
      outputs: [value("y", "float32", [7])],
      nodes: [
        node("Shape", ["x"], ["shape"]),
        node("Cast", ["shape"], ["length"], { to: 1 }),
        node("Mul", ["length", "share"], ["part"]),
        node("Floor", ["part"], ["whole"]),
        node("Cast", ["whole"], ["size"], { to: 7 }),
        node("ConstantOfShape", ["size"], ["y"]),
      ],
      initializers: [{ name: "share", dtype: "float32", shape: [], elements: Float32Array.of(0.7) }],
    });
    const { parameters, apply } = importOnnx(bytes);
    expect(parameters).toEqual({});
    const x = tensor(Array.from({ length: 10 }, () => 1));
    const file = await openOnnx(bytes);
    expect((await file.run({ x })).y!.shape).toEqual([7]);
    expect(apply({}, x).y!.shape).toEqual([7]);
    await file.release();
  });

  it("are none where a size is computed from them", async () => {
    const bytes = model({
      inputs: [value("x", "float32", [1, 1, 1, 2])],
      outputs: [value("y", "float32", [1, 1, 2, 6])],
      nodes: [
        stored("images", [2], [1, 1]),
        stored("places", [2], [2, 3]),
        node("Concat", ["images", "places"], ["scales"], { axis: 0 }),
        node("Resize", ["x", "", "scales"], ["y"], { mode: "nearest" }),
      ],
    });
    const { parameters, apply } = importOnnx(bytes);
    expect(parameters).toEqual({});
    expect(await numbers(apply({}, tensor([[[[1, 2]]]])).y!)).toEqual([1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2]);
  });
});

it("a query that sees no key says nothing, and nothing is learned from it", async () => {
  const port = (name: string) => value(name, "float32", [1, 1, 3, 4]);
  const bytes = model({
    inputs: [port("q"), port("k"), port("v"), value("mask", "bool", [3, 3])],
    outputs: [port("y")],
    nodes: [node("Attention", ["q", "k", "v", "mask"], ["y"])],
  });
  const { apply } = importOnnx(bytes);
  const mask = tensor([1, 1, 0, 0, 0, 0, 1, 0, 1], { dtype: "bool", shape: [3, 3] });
  const [q, k, v] = [1, 2, 3].map((seed) => normal(key(seed), [1, 1, 3, 4])) as [Tensor, Tensor, Tensor];
  const rows = async (x: AnyTensor) => (await x.reshape([3, 4]).array()) as number[][];
  expect((await rows(apply({}, { q, k, v, mask }).y!))[1]).toEqual([0, 0, 0, 0]);
  const slopes = grad((x: Tensors) => weigh(apply({}, { ...x, mask }).y!))({ q, k, v });
  expect((await rows(slopes.q!))[1]).toEqual([0, 0, 0, 0]);
  for (const slope of Object.values(slopes)) expect((await numbers(slope)).every(Number.isFinite)).toBe(true);
});

describe("operators", () => {
  it.each(operators)("$name gives what ONNX Runtime gives", async ({ model, inputs, outputs }) => {
    const { parameters, apply } = importOnnx(Buffer.from(model, "base64"));
    const results = apply(parameters, mapValues(inputs, tensorOf));
    expect(Object.keys(results)).toEqual(Object.keys(outputs));
    for (const [name, expected] of Object.entries(outputs)) {
      const result = results[name]!;
      expect(result.dtype).toBe(expected.dtype);
      expect(result.shape).toEqual(expected.shape);
      expectClose(await numbers(result), await numbers(tensorOf(expected)), 1e-5);
    }
  });

  // What is rounded to 8 bits has no slope.
  const isRounded = ({ name }: Case): boolean => /quantized|whole numbers/.test(name);
  it.each(operators.filter((each) => !isRounded(each)))(
    "$name has the slope that differences have",
    async ({ model, inputs }) => {
      const { parameters, apply } = importOnnx(Buffer.from(model, "base64"));
      const given = mapValues(inputs, tensorOf);
      const floats = Object.keys(given).filter((name) => isFloat(given[name]!));
      const f = (x: Tensors): AnyTensor => {
        const results = Object.values(apply(parameters, { ...given, ...x })).filter(isFloat);
        return results.map(weigh).reduce((a, b) => a.add(b), tensor(0));
      };
      const at = Object.fromEntries(floats.map((name) => [name, given[name]!]));
      const direction = mapValues(at, (x) =>
        tensor(
          Float32Array.from({ length: x.size }, (_, i) => Math.sin(3 * i + 1)),
          { shape: x.shape },
        ),
      );
      const h = 2 ** -8;
      const moved = (by: number) =>
        f(Object.fromEntries(floats.map((name) => [name, at[name]!.add(direction[name]!.mul(by))])));
      const slopes = compile((x: Tensors) => grad(f)(x))(at);
      let slope = 0;
      for (const name of floats) slope += Number(await slopes[name]!.mul(direction[name]!).sum().item());
      const difference = (Number(await moved(h).item()) - Number(await moved(-h).item())) / (2 * h);
      expect(Math.abs(slope - difference)).toBeLessThan(0.02 * Math.max(1, Math.abs(difference)));
    },
  );
});

describe("what cannot be imported", () => {
  const file = (op: string, attributes = {}) =>
    model({
      inputs: [value("x", "float32", [2, 3])],
      outputs: [value("y", "float32", [2, 3])],
      nodes: [node(op, ["x"], ["y"], attributes)],
    });

  it("is an operator without a translation", () => {
    expect(() => importOnnx(file("StringSplit"))).toThrow(
      /^StringSplit \("StringSplit\/y"\) cannot be imported: there is no translation of this operator\.\nopenOnnx runs it, without derivatives\. Those with one are Abs, Acos, /,
    );
  });

  it("is what an operator does and its translation does not", () => {
    const { apply } = importOnnx(file("Resize", { mode: "area" }));
    expect(() => apply({}, tensor([[1, 2, 3]]).broadcastTo([2, 3]))).toThrow(/Resize .* its mode is "area"/);
  });

  const translate = ({ model, inputs }: Case, change: (model: Uint8Array) => Uint8Array) => {
    const { parameters, apply } = importOnnx(change(Buffer.from(model, "base64")));
    return () => apply(parameters, mapValues(inputs, tensorOf));
  };

  it.each([
    // The standard pads them for what they span, ONNX Runtime for what they hold.
    ["MaxPool", { kernel_shape: [3], dilations: [2], auto_pad: "SAME_UPPER" }, "with gaps are padded \\(auto_pad\\)"],
    ["Resize", { mode: "linear", coordinate_transformation_mode: "align_corners" }, "makes no whole length of 3"],
  ] as const)("is what the standard and its runtimes have two results of: %s", (op, attributes, why) => {
    const bytes = model({
      inputs: [value("x", "float32", [1, 1, 3])],
      outputs: [value("y", "float32", [1, 1, 4])],
      nodes: [node(op, op === "Resize" ? ["x", "", "scales"] : ["x"], ["y"], attributes)],
      initializers: [{ name: "scales", dtype: "float32", shape: [3], elements: Float32Array.of(1, 1, 1.5) }],
    });
    const { apply, parameters } = importOnnx(bytes);
    expect(() => apply(parameters, tensor([[[1, 2, 3]]]))).toThrow(new RegExp(`^${op} .*${why}`));
  });

  it.each(operators)("is an attribute that nobody has thought of: $name", (each) => {
    expect(translate(each, withAttribute("unheard_of"))).toThrow(
      /its attribute "unheard_of" \(1\) is not known here\./,
    );
  });

  // Those that take any number of inputs, and constants and branches, which take none of their own.
  const open = /^(Concat|Einsum|If|Loop|Max |Mean|Min|Scan|Sum|Constant|a )/;
  it.each(operators.filter(({ name }) => !open.test(name)))("is an input more than there should be: $name", (each) => {
    expect(translate(each, withInput)).toThrow(/its input \d+ is not known here\./);
  });

  it("is a shape that depends on the data", async () => {
    const bytes = model({
      inputs: [value("x", "float32", [6]), value("shape", "int64", [2])],
      outputs: [value("y", "float32", [2, 3])],
      nodes: [node("Reshape", ["x", "shape"], ["y"])],
    });
    const { apply } = importOnnx(bytes);
    const [x, shape] = [tensor([1, 2, 3, 4, 5, 6]), tensor([2, 3], { dtype: "int64" })];
    const reshaped = compile((x: AnyTensor, shape: AnyTensor) => apply({}, { x, shape }).y!);
    expect(() => reshaped(x, shape)).toThrow(
      /^Reshape \("Reshape\/y"\) cannot be imported: "shape" depends on the data/,
    );
    // What a function closes over is as it is.
    expect(await compile((x: AnyTensor) => apply({}, { x, shape }).y!)(x).array()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it("is a call that does not fit", () => {
    const { apply, parameters } = importOnnx(read("perceptron-17.onnx"));
    expect(() => apply(parameters, tensor([[1, 2]]))).toThrow(/Axis 1 must have length 5/);
    expect(() => apply({}, tensor([[1, 2, 3, 4, 5]]))).toThrow(/A model needs all of its parameters: "0.weight"/);
  });
});
