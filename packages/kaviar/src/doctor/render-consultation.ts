import { fold, type Style } from "@kaviar/base/text";
import { render, type TrainingFinding } from "@kaviar/nn";
import { hanging } from "../learning/hanging.ts";
import type { Said } from "./consult.ts";

interface Page {
  readonly columns: number;
  readonly style: Style;
}

/** A consultation in lines, as it goes on. */
export async function* consultation(course: AsyncIterable<Said>, page: Page): AsyncGenerator<string, void, void> {
  const { style } = page;
  let part: Said["kind"] | undefined;
  let helped: Extract<Said, { kind: "attempt" }> | undefined;
  let tried = 0;
  for await (const said of course) {
    if (said.kind !== part) yield* [...(part === undefined ? [] : [""]), style.bold(titles[said.kind])];
    part = said.kind;
    if (said.kind === "epoch") yield `  ${said.summary}`;
    else if (said.kind === "attempt") {
      if (said.remedies.length > 0) tried++;
      if (said.helped && said.loss < (helped?.loss ?? Infinity)) helped = said;
      yield* attemptLines(said, page);
    } else
      yield* said.findings.length === 0 ? ["  nothing"] : said.findings.flatMap((each) => findingLines(each, page));
  }
  if (part !== "attempt") return;
  yield "";
  yield* helped
    ? hanging(
        `${style.bold("Best:")} `,
        `${helped.text}: the loss of validation is ${short(helped.loss)}, ${short(helped.gain)} less.`,
        page.columns,
      )
    : fold(`Nothing of what was tried (${tried}) helped by more than chance.`, page.columns);
}

const titles: { readonly [Kind in Said["kind"]]: string } = {
  before: "Before the first step",
  epoch: "The run",
  run: "What is wrong with it",
  attempt: "What was tried, and the loss of validation it came to",
};

const short = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(3))) : "infinite");

const attemptLines = (
  { remedies, text, loss, noise, helped }: Extract<Said, { kind: "attempt" }>,
  { columns, style }: Page,
): string[] => {
  const mark = remedies.length === 0 ? " " : helped ? style.green("✔") : "·";
  const spread = noise > 0 ? ` ± ${short(noise)}` : "";
  return hanging(`  ${mark} ${short(loss).padEnd(9)}${spread.padEnd(10)} `, text, columns);
};

const findingLines = (finding: TrainingFinding, { columns, style }: Page): string[] =>
  render({ ...finding, remedies: finding.remedies.slice(0, 3) })
    .flatMap((line) => fold(`  ${line}`, columns))
    .map((line) => line.replace(/^ {2}✖/, `  ${style.red("✖")}`));
