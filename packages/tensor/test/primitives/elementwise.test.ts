import { describeConformance } from "./conformance.ts";
import { elementwise } from "./elementwise.cases.ts";

describeConformance(elementwise);
