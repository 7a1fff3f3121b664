import { withCard } from "../cards/with-card.ts";
import { aboutConstant, constantRate } from "./contract/constant-rate.ts";
import type { Schedule } from "./contract/schedule.ts";

/** The same rate all along: what a number is taken for. */
export const constant = withCard((rate: number): Schedule => constantRate(rate), { about: aboutConstant });
