import { data, flatten, type OnnxFile, openOnnx, type Structure, type Tensor, tensor, unflatten } from "@kaviar/tensor";
import { type ModelParts, predictionOf } from "./model-parts.ts";

type AnyTensor = OnnxFile["initializers"] extends ReadonlyMap<string, infer T> ? T : never;

/** Predicts with the file that `save` writes: what runs here is what runs anywhere. */
export const createPredictor = (parts: ModelParts, toOnnx: () => Promise<Uint8Array>) => {
  let opened: Promise<{ readonly file: OnnxFile; readonly said: Structure }> | undefined;
  const open = async () => ({
    file: await openOnnx(await toOnnx(), parts.settings),
    said: predictionOf(parts, parts.example),
  });
  return async (x: Structure): Promise<Structure> => {
    opened ??= open();
    const { file, said } = await opened;
    const given = flatten(x) as AnyTensor[];
    const rows = given[0]!.shape[0]!;
    if (rows <= parts.rowsAtOnce) return unflatten(said, await runFile(file, given));
    const numbers = await Promise.all(given.map((each) => data(each)));
    const runs: AnyTensor[][] = [];
    for (let from = 0; from < rows; from += parts.rowsAtOnce) {
      const to = Math.min(rows, from + parts.rowsAtOnce);
      const some = given.map((each, i) => rowsOf(each, numbers[i] as Float32Array, from, to));
      runs.push(await runFile(file, some));
    }
    return unflatten(said, await Promise.all(runs[0]!.map((_, i) => join(runs.map((run) => run[i]!)))));
  };
};

const runFile = async (file: OnnxFile, given: readonly AnyTensor[]): Promise<AnyTensor[]> => {
  const results = await file.run(Object.fromEntries(file.inputs.map(({ name }, i) => [name, given[i]!])));
  return file.outputs.map(({ name }) => results[name]!);
};

const rowsOf = (whole: AnyTensor, numbers: Float32Array, from: number, to: number): AnyTensor => {
  const width = whole.size / whole.shape[0]!;
  return tensor(numbers.subarray(from * width, to * width), {
    shape: [to - from, ...whole.shape.slice(1)],
    dtype: whole.dtype as never,
  });
};

const join = async (parts: readonly AnyTensor[]): Promise<Tensor> => {
  const numbers = (await data([...parts])) as unknown as Float32Array[];
  const [first] = numbers as [Float32Array];
  const all = new (first.constructor as Float32ArrayConstructor)(numbers.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of numbers) {
    all.set(each, at);
    at += each.length;
  }
  const rows = parts.reduce((sum, { shape }) => sum + shape[0]!, 0);
  return tensor(all, { shape: [rows, ...parts[0]!.shape.slice(1)], dtype: parts[0]!.dtype as "float32" });
};
