import { describeConformance } from "./conformance.ts";
import { movement } from "./movement.cases.ts";

describeConformance(movement);
