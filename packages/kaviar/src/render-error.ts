import { isKaviarError, renderError } from "@kaviar/base/error";
import { cut, hidePasswords, oneLine, type Style } from "@kaviar/base/text";
import { type ExitCode, exitCode } from "./command/exit-code.ts";

/** The exit code an error ends the command with: 2 where something else was to be typed. */
export const codeOf = (error: unknown): ExitCode =>
  isKaviarError(error) && error.fault === "usage" ? exitCode.usage : exitCode.failed;

/** What is said of an error, with no password of an address in it: what was typed may be told, and drivers tell theirs. */
const shownError = (error: unknown): ReturnType<typeof renderError> => {
  const { evidence, remedy, stack } = renderError(error);
  return {
    evidence: hidePasswords(evidence),
    remedy: remedy && hidePasswords(remedy),
    stack: stack && hidePasswords(stack),
  };
};

/** An error as programs get it. What nobody foresaw, such as an error of the system, has no code of ours. */
export const errorData = (error: unknown) => {
  const { code, fault } = isKaviarError(error) ? error : { code: "unexpected", fault: "world" };
  const { evidence, remedy = null } = shownError(error);
  return { code, fault, evidence, remedy };
};

/** Law and evidence on one line, the remedy on the next; never a stack, unless asked for. */
export const render = (error: unknown, { style, debug }: { style: Style; debug: boolean }): string => {
  const { evidence, remedy, stack } = shownError(error);
  const lines = [`${style.red("kaviar:")} ${cut(oneLine(evidence), 2000)}`];
  if (remedy) lines.push(remedy);
  if (debug && stack) lines.push("", stack);
  return `${lines.join("\n")}\n`;
};
