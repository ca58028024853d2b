import { describeOnLoopback } from "./describe-on-loopback.ts";

describeOnLoopback("0.17.0");
