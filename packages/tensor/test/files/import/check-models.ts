/** Runs the models that real-models.py has recorded, and says how far they are from Python's ONNX Runtime: see there. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile, type DType, grad, importOnnx, openOnnx, type Tensor, type Tensors, tensor } from "@kaviar/tensor";
import type { Recorded } from "./recorded.ts";
import { mapValues, tensorOf } from "./recorded.ts";

type AnyTensor = Tensor<DType>;

interface RecordedModel {
  readonly name: string;
  readonly opset: number;
  readonly operators: number;
  readonly nodes: number;
  /** Files of weights that lie beside it. */
  readonly data: readonly string[];
  readonly runs: readonly {
    readonly inputs: Readonly<Record<string, Recorded>>;
    readonly outputs: Readonly<Record<string, Recorded>>;
  }[];
}

/** The largest difference, as a share of the largest number. */
const apart = (got: ArrayLike<number | bigint>, wanted: ArrayLike<number | bigint>): number => {
  let [difference, largest] = [0, 0];
  for (let i = 0; i < wanted.length; i++) {
    const [x, y] = [Number(got[i]), Number(wanted[i])];
    if (Number.isFinite(y)) largest = Math.max(largest, Math.abs(y));
    if (Object.is(x, y)) continue;
    difference = Math.max(difference, Number.isNaN(x - y) ? Number.POSITIVE_INFINITY : Math.abs(x - y));
  }
  return difference === 0 ? 0 : difference / largest;
};

const numbersOf = async (x: AnyTensor): Promise<ArrayLike<number | bigint>> => x.data();

const compare = async (got: Readonly<Record<string, AnyTensor>>, wanted: Readonly<Record<string, Recorded>>) => {
  let most = 0;
  for (const [name, recorded] of Object.entries(wanted)) {
    const [x, y] = [got[name]!, tensorOf(recorded)];
    if (`${x.dtype} ${x.shape}` !== `${y.dtype} ${y.shape}`)
      throw new Error(`"${name}" is ${x.dtype} [${x.shape}] for ${y.dtype} [${y.shape}]`);
    most = Math.max(most, apart(await numbersOf(x), await numbersOf(y)));
  }
  return most;
};

const isFloat = ({ dtype }: AnyTensor): boolean => dtype === "float32" || dtype === "float64";

/** cos 0, cos 1, …: what outputs are multiplied with to make one number of them, in double precision. */
const score = (outputs: Readonly<Record<string, AnyTensor>>): Tensor<"float64"> =>
  Object.values(outputs)
    .filter(isFloat)
    .map((y) => {
      const weights = Array.from({ length: y.size }, (_, i) => Math.cos(i));
      return y
        .cast("float64")
        .mul(tensor(weights, { dtype: "float64", shape: y.shape }))
        .sum() as Tensor<"float64">;
    })
    .reduce((a, b) => a.add(b));

/** A share of each number, from a seed: what is positive stays so. */
const directionOf = async (x: AnyTensor, seed: number): Promise<Float32Array> => {
  let state = seed;
  return ((await x.data()) as Float32Array).map((each) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.abs(each) < 1e30 ? each * (state / 2 ** 31 - 1) : 0;
  });
};

/** Slopes along a direction, by the gradient and by central differences of several widths. */
const slopes = async (apply: (own: Tensors, x: Tensors) => Record<string, AnyTensor>, own: Tensors, x: Tensors) => {
  const floats = Object.fromEntries(Object.entries(x).filter(([, each]) => isFloat(each)));
  const f = ([own, given]: [Tensors, Tensors]) => score(apply(own, { ...x, ...given }));
  const start: [Tensors, Tensors] = [own, floats];
  const [g, gx] = compile((at: [Tensors, Tensors]) => grad(f)(at))(start);
  const value = compile(f);
  let [along, finite, size] = [0, true, 0];
  const directions = new Map<AnyTensor, Float32Array>();
  let seed = 1;
  for (const [tensors, gradients] of [
    [own, g],
    [floats, gx],
  ] as const) {
    for (const [name, each] of Object.entries(tensors)) {
      const direction = await directionOf(each, seed++);
      directions.set(each, direction);
      const slope = (await gradients[name]!.data()) as Float32Array;
      finite &&= slope.every(Number.isFinite);
      slope.forEach((d, i) => {
        along += d * direction[i]!;
        size += (d * direction[i]!) ** 2;
      });
    }
  }
  const moved = (h: number): [Tensors, Tensors] => {
    const move = (each: AnyTensor): AnyTensor =>
      each.add(
        tensor(
          directions.get(each)!.map((d) => h * d),
          { dtype: "float32", shape: each.shape },
        ).cast(each.dtype as never),
      );
    return [mapValues(own, move), mapValues(floats, move)];
  };
  const widths = [1e-3, 1e-4, 1e-5];
  const differences: number[] = [];
  for (const h of widths)
    differences.push((Number(await value(moved(h)).item()) - Number(await value(moved(-h)).item())) / (2 * h));
  const nearest = Math.min(...differences.map((d) => Math.abs(d - along))) / Math.max(Math.abs(along), Math.sqrt(size));
  return { finite, along, differences, nearest, count: directions.size };
};

const show = (x: number): string => x.toExponential(1);

const tried = async <T>(work: () => Promise<T>): Promise<T | string> => {
  try {
    return await work();
  } catch (error) {
    return `${(error as Error).message.split("\n")[0]}`;
  }
};

const [folder, pattern = "", skip = ""] = process.argv.slice(2);
for (const file of readdirSync(folder!)
  .filter((each) => each.endsWith(".json") && each.includes(pattern))
  .sort()) {
  const model = JSON.parse(readFileSync(join(folder!, file), "utf8")) as RecordedModel;
  const bytes = readFileSync(join(folder!, file.replace(/json$/, "onnx")));
  const externalData = Object.fromEntries(model.data.map((name) => [name, readFileSync(join(folder!, name))]));
  const start = performance.now();
  const opened = await tried(async () => {
    const session = await openOnnx(bytes, { externalData });
    let most = 0;
    for (const { inputs, outputs } of model.runs)
      most = Math.max(most, await compare(await session.run(mapValues(inputs, tensorOf)), outputs));
    await session.release();
    return show(most);
  });
  const imported = await tried(async () => {
    const { parameters, apply } = importOnnx(bytes, { externalData });
    let most = 0;
    for (const { inputs, outputs } of model.runs)
      most = Math.max(most, await compare(apply(parameters, mapValues(inputs, tensorOf)), outputs));
    return show(most);
  });
  const slope =
    skip === "values"
      ? ""
      : await tried(async () => {
          const { parameters, apply } = importOnnx(bytes, { externalData });
          const x = mapValues(model.runs[0]!.inputs, tensorOf);
          const { finite, along, differences, nearest, count } = await slopes(apply, parameters, x);
          return `${count} gradients ${finite ? "finite" : "NOT FINITE"}, along ${show(along)}, differences ${differences.map(show).join(" ")}, apart ${show(nearest)}`;
        });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${model.name}\topset ${model.opset}, ${model.nodes} nodes, ${model.operators} operators\topenOnnx ${opened}\timportOnnx ${imported}\t${slope}\t${seconds} s`,
  );
}
