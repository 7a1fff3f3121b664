import { cut, oneLine, type Style } from "@kaviar/base/text";
import { type ExitCode, exitCode } from "./command/exit-code.ts";
import { UsageError } from "./command/usage-error.ts";

type Coded = Error & { readonly code?: string; readonly remedy?: string | undefined };

/** What is wrong with what was given, said by the tuner: its laws about options begin with these words. */
const aboutUsage =
  /^(bad-|two-|other-|unknown-|needs-|closure-|repeated-|no-choices|outside-|not-a-|not-running|no-file|file-exists|exhausted)/;

/** The exit code an error ends the command with. */
export const codeOf = (error: unknown): ExitCode => {
  if (error instanceof UsageError) return exitCode.usage;
  const { name, code } = error as Coded;
  return name === "TuneError" && aboutUsage.test(code ?? "") ? exitCode.usage : exitCode.failed;
};

/** Whose fault an error is, as far as the exit code tells. */
const faultOf = (error: unknown): "usage" | "world" => (codeOf(error) === exitCode.usage ? "usage" : "world");

/** An error as programs get it. */
export const errorData = (error: unknown) => {
  const { code = error instanceof UsageError ? "usage" : "unexpected" } = error as Coded;
  const { evidence, remedy } = parts(error);
  return { code, fault: faultOf(error), evidence, remedy: remedy ?? null };
};

const parts = (error: unknown) => {
  const { message, remedy, stack } = error instanceof Error ? (error as Coded) : (new Error(String(error)) as Coded);
  const evidence = remedy && message.endsWith(remedy) ? message.slice(0, -remedy.length).trimEnd() : message;
  return { evidence, remedy, stack };
};

/** Law and evidence on one line, the remedy on the next; never a stack, unless asked for. */
export const render = (error: unknown, { style, debug }: { style: Style; debug: boolean }): string => {
  const { evidence, remedy, stack } = parts(error);
  const lines = [`${style.red("kaviar:")} ${cut(oneLine(evidence), 2000)}`];
  if (remedy) lines.push(remedy);
  if (debug && stack) lines.push("", stack);
  return `${lines.join("\n")}\n`;
};
