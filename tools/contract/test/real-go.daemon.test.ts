import { describeRealContract } from "./describe-contract.ts";

await describeRealContract("go");
