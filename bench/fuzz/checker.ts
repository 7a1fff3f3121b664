/** Runs programs and says what is wrong with them: a process of its own, since a runtime may end it. */
import type { Answer } from "../../packages/tensor/test/fuzz/answer.ts";
import { checkProgram } from "../../packages/tensor/test/fuzz/check.ts";
import type { Program } from "../../packages/tensor/test/fuzz/program.ts";

process.on("message", async ({ program, answer }: { readonly program: Program; readonly answer: Answer }) => {
  process.send!(await checkProgram(program, answer));
});
