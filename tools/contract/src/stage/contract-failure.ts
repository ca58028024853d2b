/** A rule of the contract does not hold. The message names the actual and the expected value. */
export class ContractFailure extends Error {
  override readonly name = "ContractFailure";
}
