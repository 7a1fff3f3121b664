/** `npm run check`: every check runs, also after one has failed, and one failure is enough to fail the whole. */
import { spawnSync } from "node:child_process";

const checks = {
  types: "tsc -b",
  lint: "biome check --error-on-warnings .",
  "dead code": "knip",
  "dependency direction": "tsx scripts/check-dependency-direction.ts",
  copies: "tsx scripts/check-copies.ts",
};

const results = Object.entries(checks).map(([name, command]) => {
  console.log(`\n── ${name}: ${command}`);
  return { name, ok: spawnSync(command, { shell: true, stdio: "inherit" }).status === 0 };
});

console.log(`\n${results.map(({ name, ok }) => `${ok ? "ok    " : "FAILED"}  ${name}`).join("\n")}`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
