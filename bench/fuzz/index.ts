/**
 * `npm run bench -- fuzz [count] [seed]`: random programs, here in several ways and in PyTorch; prints each one on which they
 * differ, as small as it gets.
 */
import { allWays, type Way } from "../../packages/tensor/test/fuzz/check.ts";
import { isKnown } from "../../packages/tensor/test/fuzz/compare.ts";
import { programOf } from "../../packages/tensor/test/fuzz/generate.ts";
import { operationNames } from "../../packages/tensor/test/fuzz/operations/index.ts";
import type { Program } from "../../packages/tensor/test/fuzz/program.ts";
import { openChecker } from "./open-checker.ts";
import { openPeer } from "./peer.ts";
import { shrink } from "./shrink.ts";

const [count = 5000, seed = Math.floor(Math.random() * 1e6) * 1e6] = process.argv.slice(2).map(Number);

const peer = await openPeer();
if (!peer) {
  console.log(
    "left out: random programs need a Python with PyTorch.\n  python3 -m venv /tmp/py && /tmp/py/bin/pip install torch numpy\n  KAVIAR_PYTHON=/tmp/py/bin/python npm run bench -- fuzz",
  );
  process.exit();
}
const missing = operationNames.filter((name) => !peer.operations.includes(name));
if (missing.length > 0) throw new Error(`peer.py does not know ${missing.join(", ")}.`);
console.log(`${count} random programs from seed ${seed}, PyTorch ${peer.torch}`);

const checker = openChecker();

/** As it is, and in two more ways: others for the next program. */
const waysOf = (number: number): Way[] => {
  const others = allWays.filter((way) => way !== "eager");
  const at = (2 * number) % others.length;
  return ["eager", others[at]!, others[(at + 1) % others.length]!];
};

const wrongWith = async (program: Program, ways: readonly Way[]): Promise<readonly string[]> => {
  const answer = await peer.ask(program);
  if ("error" in answer) return [`PyTorch throws: ${answer.error}`];
  results += answer.results.length;
  open += answer.results.filter((result) => !isKnown(result)).length;
  return (await checker.check({ program, answer, ways })).map(({ way, message }) => `${way}, ${message}`);
};

/** The same trouble, not another one of the smaller program. */
const kindOf = (message: string): string => message.replace(/result \d+: |\d+ is .*/g, "");

let [wrong, results, open] = [0, 0, 0];
for (let number = 0; number < count; number++) {
  let program: Program;
  try {
    program = programOf(seed, number);
  } catch (error) {
    wrong++;
    console.log(`\n${seed} + ${number} cannot be drawn: ${String((error as Error).stack).slice(0, 1000)}`);
    continue;
  }
  const ways = waysOf(number);
  const found = await wrongWith(program, ways);
  if (found.length === 0) continue;
  wrong++;
  const kinds = new Set(found.map(kindOf));
  const least = await shrink(program, async (less) =>
    (await wrongWith(less, ways)).some((message) => kinds.has(kindOf(message))),
  );
  console.log(
    `\n${seed} + ${number}\n  ${[...(await wrongWith(least, ways))].join("\n  ")}\n  ${JSON.stringify(least)}`,
  );
}
console.log(
  `\n${count - wrong} of ${count} agree: ${results} results, ${open} of them at a jump or beyond rounding, where nobody can tell`,
);
checker.close();
peer.close();
process.exitCode = wrong > 0 ? 1 : 0;
