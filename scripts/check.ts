/**
 * `npm run check`: every check runs, as many at once as there are cores, also after one has failed, and one failure is
 * enough to fail the whole.
 */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";

/** The longest first, so that none is alone in the end. */
const checks = Object.entries({
  types: "tsc -b",
  "dead code": "knip",
  lint: "biome check --error-on-warnings .",
  copies: "tsx scripts/check-copies.ts",
  "dependency direction": "tsx scripts/check-dependency-direction.ts",
});

/** Whether it holds; what it says is kept together. */
const run = ([name, command]: (typeof checks)[number]): Promise<boolean> =>
  new Promise((resolve) => {
    let said = "";
    const hear = (chunk: string) => {
      said += chunk;
    };
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", hear);
    child.on("close", (code) => {
      console.log(`\n── ${name}: ${command}\n${said.trimEnd()}`);
      resolve(code === 0);
    });
  });

const waiting = [...checks];
const results: [name: string, ok: boolean][] = [];
const work = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) results.push([next[0], await run(next)]);
};
await Promise.all(Array.from({ length: availableParallelism() }, work));

console.log(`\n${results.map(([name, ok]) => `${ok ? "ok    " : "FAILED"}  ${name}`).join("\n")}`);
process.exitCode = results.every(([, ok]) => ok) ? 0 : 1;
