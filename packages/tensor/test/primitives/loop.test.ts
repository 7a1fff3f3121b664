import { describeConformance } from "./conformance.ts";
import { control } from "./loop.cases.ts";

describeConformance(control);
