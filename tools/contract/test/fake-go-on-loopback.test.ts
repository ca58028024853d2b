import { describeOnLoopback } from "./describe-on-loopback.ts";

describeOnLoopback("go");
