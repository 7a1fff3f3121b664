import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Finding } from "../../packages/tensor/test/fuzz/check.ts";
import type { Question } from "./checker.ts";

export interface Checker {
  readonly check: (question: Question) => Promise<readonly Finding[]>;
  readonly close: () => void;
}

/** `checkProgram` in another process; where a program ends that, this is what is wrong with it. */
export const openChecker = (): Checker => {
  const start = () => fork(fileURLToPath(new URL("checker.ts", import.meta.url)), { execArgv: process.execArgv });
  let child: ChildProcess = start();
  return {
    check: (question) =>
      new Promise((resolve) => {
        const ended = (code: number | null, signal: string | null) => {
          child = start();
          resolve([{ way: question.ways[0]!, message: `the process ended: ${signal ?? code}` }]);
        };
        child.once("exit", ended);
        child.once("message", (findings) => {
          child.off("exit", ended);
          resolve(findings as Finding[]);
        });
        child.send(question);
      }),
    close: () => child.kill(),
  };
};
