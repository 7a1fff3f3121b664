/** Writes the file that record.py has TensorBoard read: `npx tsx packages/nn/test/logging/tensor-board/write-example.ts FILE`. */
import { writeFileSync } from "node:fs";
import { exampleFile } from "./example.ts";

writeFileSync(process.argv[2]!, exampleFile());
