import { describeConformance } from "../primitives/conformance.ts";
import { pooling } from "./pooling.cases.ts";

describeConformance(pooling);
