/**
 * Tuning something that is no network: how to compress a real file. Two codecs with settings of their own, two objectives
 * that are at odds, bytes and milliseconds; what comes out is the front of settings that no other one beats in both.
 */
import { readFileSync } from "node:fs";
import { brotliCompressSync, deflateSync, constants as zlib } from "node:zlib";
import { choice, createStudy, hypervolume, int, type ValuesOf } from "@kaviar/tune";

const file = readFileSync(new URL("./data/digits/digits.bin", import.meta.url));

const space = {
  codec: choice({
    deflate: { level: int(1, 9), memory: int(1, 9), strategy: choice(["default", "filtered", "rle", "huffman"]) },
    brotli: { quality: int(0, 11), window: int(10, 24), mode: choice(["generic", "text", "font"]) },
  }),
};
type Codec = ValuesOf<typeof space>["codec"];

const strategies = {
  default: zlib.Z_DEFAULT_STRATEGY,
  filtered: zlib.Z_FILTERED,
  rle: zlib.Z_RLE,
  huffman: zlib.Z_HUFFMAN_ONLY,
};
const modes = {
  generic: zlib.BROTLI_MODE_GENERIC,
  text: zlib.BROTLI_MODE_TEXT,
  font: zlib.BROTLI_MODE_FONT,
};
const compress = (codec: Codec): Buffer =>
  codec.kind === "deflate"
    ? deflateSync(file, { level: codec.level, memLevel: codec.memory, strategy: strategies[codec.strategy] })
    : brotliCompressSync(file, {
        params: {
          [zlib.BROTLI_PARAM_QUALITY]: codec.quality,
          [zlib.BROTLI_PARAM_LGWIN]: codec.window,
          [zlib.BROTLI_PARAM_MODE]: modes[codec.mode],
        },
      });

/** The shortest of three: whatever else the machine does can only add to it. */
const millisecondsOf = (codec: Codec): number =>
  Math.min(
    ...[1, 2, 3].map(() => {
      const began = performance.now();
      compress(codec);
      return performance.now() - began;
    }),
  );

const study = await createStudy({ directions: ["minimize", "minimize"], seed: 1 });
const defaults: Codec[] = [
  { kind: "deflate", level: 6, memory: 8, strategy: "default" },
  { kind: "brotli", quality: 11, window: 22, mode: "generic" },
];
for (const codec of defaults) await study.enqueue({ codec });

const { stopped } = await study.optimize(space, ({ codec }) => [compress(codec).length, millisecondsOf(codec)], {
  trials: 40,
});

const describe = ({ kind, ...settings }: Codec) =>
  `${kind.padEnd(7)}  ${Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ")}`;
const row = (cells: readonly (string | number)[], rest: string) =>
  `${cells.map((cell) => String(cell).padStart(9)).join("")}   ${rest}`;

console.log(`${file.length} bytes of handwritten digits; ${stopped}\n`);
console.log(row(["trial", "bytes", "ms"], "settings"));
const front = [...(await study.pareto())].sort((a, b) => a.values![1]! - b.values![1]!);
for (const { number, values, params } of front)
  console.log(row([number, values![0]!, values![1]!.toFixed(2)], describe((params as ValuesOf<typeof space>).codec)));

console.log("\nwhat zlib and brotli do when nobody asks:");
defaults.forEach((codec, trial) => {
  const [bytes, ms] = study.trials[trial]!.values!;
  console.log(row([trial, bytes!, ms!.toFixed(2)], describe(codec)));
});

// How much of the rectangle up to (file as it is, 100 ms) is beaten by someone: one number to compare studies by.
const points = front.map(({ values }) => [values![0]! / file.length, Math.min(values![1]! / 100, 1)]);
console.log(`\nhypervolume ${hypervolume(points, [1, 1]).toFixed(3)} of 1`);
