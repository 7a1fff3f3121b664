import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Answer } from "../../packages/tensor/test/fuzz/answer.ts";
import type { Finding } from "../../packages/tensor/test/fuzz/check.ts";
import type { Program } from "../../packages/tensor/test/fuzz/program.ts";

export interface Checker {
  readonly check: (program: Program, answer: Answer) => Promise<readonly Finding[]>;
  readonly close: () => void;
}

/** `checkProgram` in another process; where a program ends that, this is what is wrong with it. */
export const openChecker = (): Checker => {
  const start = () => fork(fileURLToPath(new URL("checker.ts", import.meta.url)), { execArgv: process.execArgv });
  let child: ChildProcess = start();
  return {
    check: (program, answer) =>
      new Promise((resolve) => {
        const ended = (code: number | null, signal: string | null) => {
          child = start();
          resolve([{ way: "eager", message: `the process ended: ${signal ?? code}` }]);
        };
        child.once("exit", ended);
        child.once("message", (findings) => {
          child.off("exit", ended);
          resolve(findings as Finding[]);
        });
        child.send({ program, answer });
      }),
    close: () => child.kill(),
  };
};
