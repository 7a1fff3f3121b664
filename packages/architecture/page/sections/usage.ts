import { codeBlocks, section } from "@kaviar/page";
import type { NetworkReport } from "../../src/report/network-report.ts";

/** How to use what was written, and how to make it again. */
export const usage = ({ usage: ways, command }: NetworkReport): HTMLElement =>
  section(
    "How to use it",
    "The network is an ONNX file, for any language that has an ONNX runtime; network.ts builds and trains it again.",
    ...codeBlocks([...(command === undefined ? [] : [{ title: "Made by", code: command }]), ...ways]),
  );
