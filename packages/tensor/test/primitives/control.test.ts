import { describeConformance } from "./conformance.ts";
import { control } from "./control.cases.ts";

describeConformance(control);
