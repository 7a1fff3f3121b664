import { codeBlocks, section } from "@kaviar/page";
import type { FitReport } from "../../../src/report/fit-report.ts";

/** How to use the model, and how to make it again. */
export const usage = ({ usage: ways, command }: FitReport): HTMLElement =>
  section(
    "How to use it",
    "The model is one ONNX file with all steps in it: raw columns in, the answer out, in any language that has an ONNX runtime.",
    ...codeBlocks([...(command === undefined ? [] : [{ title: "Made by", code: command }]), ...ways]),
  );
