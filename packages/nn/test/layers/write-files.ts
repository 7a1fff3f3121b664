/** Writes the files that record-onnx.py runs, and their inputs: `npx tsx packages/nn/test/layers/write-files.ts FOLDER`. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { leavesOf } from "@kaviar/tensor";
import { saved } from "./saved.ts";

const folder = process.argv[2]!;
await mkdir(folder, { recursive: true });
for (const { name, x, bytes } of saved) {
  await writeFile(join(folder, `${name}.onnx`), await bytes());
  const inputs = await Promise.all(
    leavesOf(x).map(async ({ tensor }) => ({ shape: tensor.shape, data: Array.from(await tensor.data(), Number) })),
  );
  await writeFile(join(folder, `${name}.json`), JSON.stringify(inputs));
}
