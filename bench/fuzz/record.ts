/**
 * Writes the programs of packages/tensor/test/fuzz, and what PyTorch says of them:
 *
 *   KAVIAR_PYTHON=…/python npx tsx --tsconfig tsconfig.tests.json bench/fuzz/record.ts
 */
import { writeFileSync } from "node:fs";
import { allWays, checkProgram } from "../../packages/tensor/test/fuzz/check.ts";
import { isKnown } from "../../packages/tensor/test/fuzz/compare.ts";
import { generate } from "../../packages/tensor/test/fuzz/generate.ts";
import { operationNames } from "../../packages/tensor/test/fuzz/operations/index.ts";
import { operationsIn, type Program } from "../../packages/tensor/test/fuzz/program.ts";
import { openPeer } from "./peer.ts";

const seed = 20_000_000;
const count = 300;
/** Of a line: short programs are many. Every eighth one is longer, and has blocks in blocks. */
const mostBytes = { short: 1500, long: 2500 };

const hasNested = ({ steps }: Program): boolean =>
  steps.some(([, , , blocks = []]) => blocks.some((block) => block.steps.some((step) => step[3])));

const peer = await openPeer();
if (!peer) throw new Error("Recording needs a Python with PyTorch in KAVIAR_PYTHON.");
const lines: string[] = [];
const uses = new Map(operationNames.map((name) => [name, 0]));
const rarest = () => operationNames.reduce((least, name) => (uses.get(name)! < uses.get(least)! ? name : least));
for (let number = 0; lines.length < count; number++) {
  const program = generate(seed + number, rarest());
  const answer = await peer.ask(program);
  if ("error" in answer) throw new Error(`${seed} + ${number}: ${answer.error}`);
  const line = JSON.stringify({ seed: seed + number, program, results: answer.results });
  const isLong = lines.length % 8 === 7;
  if (isLong && !hasNested(program)) continue;
  if (line.length > mostBytes[isLong ? "long" : "short"] || !answer.results.every(isKnown)) continue;
  const findings = await checkProgram(program, answer, allWays);
  if (findings.length > 0)
    throw new Error(`${seed} + ${number}: ${findings[0]!.way}, ${findings[0]!.message}\n${line}`);
  lines.push(line);
  for (const name of new Set(operationsIn(program))) uses.set(name, uses.get(name)! + 1);
}
const file = new URL("../../packages/tensor/test/fuzz/recorded.jsonl", import.meta.url);
writeFileSync(file, `${lines.join("\n")}\n`);
console.log(`${lines.length} programs, ${lines.join("\n").length} bytes, PyTorch ${peer.torch}`);
peer.close();
