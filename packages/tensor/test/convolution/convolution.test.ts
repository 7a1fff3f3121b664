import { describeConformance } from "../primitives/conformance.ts";
import { convolution } from "./convolution.cases.ts";

describeConformance(convolution);
