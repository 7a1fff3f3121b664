/** Runs programs and says what is wrong with them: a process of its own, since a runtime may end it. */
import type { Answer } from "../../packages/tensor/test/fuzz/answer.ts";
import { checkProgram, type Way } from "../../packages/tensor/test/fuzz/check.ts";
import type { Program } from "../../packages/tensor/test/fuzz/program.ts";

export interface Question {
  readonly program: Program;
  readonly answer: Answer;
  readonly ways: readonly Way[];
}

process.on("message", async ({ program, answer, ways }: Question) => {
  process.send!(await checkProgram(program, answer, ways));
});
