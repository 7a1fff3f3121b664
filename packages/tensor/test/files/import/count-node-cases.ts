/** How many of ONNX's own cases are imported, and how many the runtime runs: see node-cases.py. */
import { readFileSync } from "node:fs";
import { imported, type NodeCase, type Outcome, opened } from "./node-case.ts";

const [path, pattern = ""] = process.argv.slice(2);
const cases = readFileSync(path!, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as NodeCase)
  .filter(({ name }) => name.includes(pattern));

const kinds = ["passed", "refused", "failed", "wrong"] as const;
const outcomes: { readonly each: NodeCase; readonly ours: Outcome; readonly runtime: Outcome }[] = [];
for (const each of cases) outcomes.push({ each, ours: await imported(each), runtime: await opened(each) });

for (const { each, ours, runtime } of outcomes)
  if (ours.kind !== "passed") console.log([ours.kind, runtime.kind, each.kind, each.name, ours.why].join("\t"));
for (const group of [...new Set(cases.map(({ kind }) => kind))]) {
  const here = outcomes.filter(({ each }) => each.kind === group);
  const count = (of: "ours" | "runtime") =>
    kinds.map((kind) => `${here.filter((one) => one[of].kind === kind).length} ${kind}`).join(", ");
  const both = here.filter(({ runtime }) => runtime.kind === "passed");
  console.log(`${group}: ${here.length} cases. importOnnx ${count("ours")}. openOnnx ${count("runtime")}.`);
  console.log(`  Of ${both.length} that openOnnx passes: ${both.filter(({ ours }) => ours.kind === "passed").length}.`);
}
