import { describeConformance } from "./conformance.ts";
import { convolution } from "./convolution.cases.ts";

describeConformance(convolution);
