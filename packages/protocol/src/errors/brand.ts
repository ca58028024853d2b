/**
 * `instanceof` by a mark in place of the prototype, so that it holds between two installed copies
 * of this package. A class without a mark of its own (a user's subclass) is compared as usual.
 */
export function hasBrand(type: Function, value: unknown): boolean {
  if (!Object.hasOwn(type, "brand")) return ordinaryHasInstance.call(type, value) as boolean;
  const { brand } = type as unknown as { brand: symbol };
  return typeof value === "object" && value !== null && brand in value;
}

const ordinaryHasInstance = Function.prototype[Symbol.hasInstance];
