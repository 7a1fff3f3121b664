/** How long `import "@kaviar/tensor"` takes in a fresh process, in ms: the median of 15, from the built package. */
import { execFileSync } from "node:child_process";

const script =
  'const start = performance.now(); await import("@kaviar/tensor"); console.log(performance.now() - start);';

export const measureImportTime = (): number => {
  const times = Array.from({ length: 15 }, () =>
    Number(execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" })),
  );
  return times.toSorted((a, b) => a - b)[7]!;
};

if (import.meta.filename === process.argv[1])
  console.log(`import "@kaviar/tensor": ${measureImportTime().toFixed(0)} ms`);
