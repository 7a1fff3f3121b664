/**
 * What a call of a compiled one-node function costs over the bare `run()` of the same graph: medians of interleaved
 * rounds in one process, in µs.
 */
import { compile, type Tensor, tensor } from "@kaviar/tensor";
import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";

const rounds = 40;
const callsPerRound = 250;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

const microseconds = async (call: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  for (let i = 0; i < callsPerRound; i++) await call();
  return ((performance.now() - start) / callsPerRound) * 1000;
};

/** One Neg on [n] float32, by hand: field numbers of onnx.proto3. */
const negModel = (n: number): Uint8Array => {
  const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);
  const bytes = (field: number, content: readonly number[]) => [
    (field << 3) | 2,
    ...varint(content.length),
    ...content,
  ];
  const integer = (field: number, value: number) => [field << 3, ...varint(value)];
  const text = (field: number, value: string) => bytes(field, [...new TextEncoder().encode(value)]);
  const value = (field: number, name: string) =>
    bytes(field, [...text(1, name), ...bytes(2, bytes(1, [...integer(1, 1), ...bytes(2, bytes(1, integer(1, n)))]))]);
  const node = [...text(1, "x"), ...text(2, "y"), ...text(4, "Neg")];
  const graph = [...bytes(1, node), ...text(2, "neg"), ...value(11, "x"), ...value(12, "y")];
  return Uint8Array.from([...integer(1, 10), ...bytes(7, graph), ...bytes(8, [...text(1, ""), ...integer(2, 20)])]);
};

export const measureCallOverhead = async (n: number) => {
  const session = await InferenceSession.create(negModel(n), {
    intraOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  });
  const elements = Float32Array.from({ length: n }, (_, i) => i);
  const input = tensor(elements);
  const neg = compile((x: Tensor) => x.neg());
  const bare = async () => {
    const { y } = await session.run({ x: new OrtTensor("float32", elements, [n]) }, ["y"]);
    return y!.data;
  };
  const compiled = () => neg(input).data();
  await microseconds(bare);
  await microseconds(compiled);
  const times = { bare: [] as number[], compiled: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.bare.push(await microseconds(bare));
    times.compiled.push(await microseconds(compiled));
  }
  await session.release();
  return { bare: median(times.bare), compiled: median(times.compiled) };
};

if (import.meta.filename === process.argv[1]) {
  for (const n of [1, 1024, 1 << 20]) {
    const { bare, compiled } = await measureCallOverhead(n);
    console.log(
      `${String(n).padStart(8)} elements: bare ${bare.toFixed(1)}, compiled ${compiled.toFixed(1)}, over ${(compiled - bare).toFixed(1)} µs`,
    );
  }
}
