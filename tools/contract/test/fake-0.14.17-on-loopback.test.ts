import { describeOnLoopback } from "./describe-on-loopback.ts";

describeOnLoopback("0.14.17");
