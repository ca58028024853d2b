import { describeRealContract } from "./describe-contract.ts";

await describeRealContract("0.14.17");
