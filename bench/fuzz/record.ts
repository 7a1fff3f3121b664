/**
 * Writes the programs of packages/tensor/test/fuzz, and what PyTorch says of them:
 *
 *   KAVIAR_PYTHON=…/python npx tsx --tsconfig tsconfig.tests.json bench/fuzz/record.ts
 */
import { writeFileSync } from "node:fs";
import { checkProgram } from "../../packages/tensor/test/fuzz/check.ts";
import { isKnown } from "../../packages/tensor/test/fuzz/compare.ts";
import { generate } from "../../packages/tensor/test/fuzz/generate.ts";
import { operationNames } from "../../packages/tensor/test/fuzz/operations/index.ts";
import { openPeer } from "./peer.ts";

const seed = 20_000_000;
const count = 300;
/** Of a line: short programs are many. */
const mostBytes = 1800;

const peer = await openPeer();
if (!peer) throw new Error("Recording needs a Python with PyTorch in KAVIAR_PYTHON.");
const lines: string[] = [];
for (let number = 0; lines.length < count; number++) {
  const program = generate(seed + number, operationNames[number % operationNames.length]);
  const answer = await peer.ask(program);
  if ("error" in answer) throw new Error(`${seed} + ${number}: ${answer.error}`);
  const line = JSON.stringify({ seed: seed + number, program, results: answer.results });
  if (line.length > mostBytes || !answer.results.every(isKnown)) continue;
  const findings = await checkProgram(program, answer);
  if (findings.length > 0)
    throw new Error(`${seed} + ${number}: ${findings[0]!.way}, ${findings[0]!.message}\n${line}`);
  lines.push(line);
}
const file = new URL("../../packages/tensor/test/fuzz/recorded.jsonl", import.meta.url);
writeFileSync(file, `${lines.join("\n")}\n`);
console.log(`${lines.length} programs, ${lines.join("\n").length} bytes, PyTorch ${peer.torch}`);
peer.close();
