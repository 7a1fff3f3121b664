import { isKaviarError, renderError } from "@kaviar/base/error";
import { cut, oneLine, type Style } from "@kaviar/base/text";
import { type ExitCode, exitCode } from "./command/exit-code.ts";

/** The exit code an error ends the command with: 2 where something else was to be typed. */
export const codeOf = (error: unknown): ExitCode =>
  isKaviarError(error) && error.fault === "usage" ? exitCode.usage : exitCode.failed;

/** An error as programs get it. What nobody foresaw, such as an error of the system, has no code of ours. */
export const errorData = (error: unknown) => {
  const { code, fault } = isKaviarError(error) ? error : { code: "unexpected", fault: "world" };
  const { evidence, remedy = null } = renderError(error);
  return { code, fault, evidence, remedy };
};

/** Law and evidence on one line, the remedy on the next; never a stack, unless asked for. */
export const render = (error: unknown, { style, debug }: { style: Style; debug: boolean }): string => {
  const { evidence, remedy, stack } = renderError(error);
  const lines = [`${style.red("kaviar:")} ${cut(oneLine(evidence), 2000)}`];
  if (remedy) lines.push(remedy);
  if (debug && stack) lines.push("", stack);
  return `${lines.join("\n")}\n`;
};
