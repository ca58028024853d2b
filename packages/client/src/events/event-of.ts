export { classifyEvent as eventOf, isRawEvent } from "@repowire/protocol/guards";
