/** A rule of the contract does not hold. The message says which value was where another was due. */
export class ContractFailure extends Error {
  override readonly name = "ContractFailure";
}
